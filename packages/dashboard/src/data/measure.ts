import type { AnalyticResult, DescriptorInput } from '@memex/core';

type OfMessages<D> = D extends { readonly filters?: infer _ }
  ? 'filters' extends keyof D
    ? Omit<D, 'project' | 'timespan' | 'filters' | 'interval' | 'compare'>
    : never
  : never;

/** What a descriptor asks of messages, whatever their project and time. */
export type MeasureInput = OfMessages<DescriptorInput>;

type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

/** What was found, over a window or in a bucket. */
export type Finding = DistributiveOmit<
  AnalyticResult,
  'creationDt' | 'fromDt' | 'toDt' | 'series' | 'previous' | 'type'
>;

/** The number that was found: of several segments, their sum; of percentiles, the median. */
export function numberIn(finding: Finding): number | null {
  if ('count' in finding) return finding.count;
  if ('segments' in finding) return finding.segments.reduce((sum, { count }) => sum + count, 0);
  const { aggregation } = finding;
  if (typeof aggregation !== 'object' || aggregation === null) return null;
  const median: unknown = Object.entries(aggregation).find(([name]) => name === '50.0')?.[1];
  return typeof median === 'number' ? median : null;
}
