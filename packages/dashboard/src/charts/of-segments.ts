import type { AnalyticResult } from '@memex/core';
import type { BucketLength } from '../state/span.js';
import type { BarsChart, StackedChart } from './chart.js';
import type { OpenBucket } from './open-buckets.js';
import { shownName } from './shown-name.js';

type Segmentation = Extract<AnalyticResult, { type: 'segmentation' }>;
type Segments = Segmentation['segments'];

const REST = 'all others';
const NO_LABEL = '(none)';
/** More bars than this nobody reads. */
const MAX_BARS = 30;
/** As many as have a colour; one is for the rest. */
const MAX_PARTS = 7;

/** Segments as bars, those of the window before beside them. What is past the last bar is added up. */
export function segmentBars({ segments, previous }: Segmentation): BarsChart {
  const labels = labelsOf(segments, MAX_BARS);
  const [current, before] = [countsOf(segments, labels), countsOf(previous?.segments ?? [], labels)];
  return {
    kind: 'bars',
    unit: 'count',
    rows: [...current].map(([label, value]) => ({
      name: nameOf(label),
      value,
      ...(previous === undefined ? {} : { previous: before.get(label) ?? 0 }),
    })),
  };
}

/** Segments of each bucket, one above the other: the largest of the window, and all others together. */
export function segmentStack(
  { segments, series = [] }: Segmentation,
  buckets: readonly OpenBucket[],
  interval: BucketLength,
): StackedChart {
  const labels = labelsOf(segments, MAX_PARTS);
  const counts = series.map((bucket) => countsOf(bucket.segments, labels));
  const parts = [...labels, ...(counts.some((one) => one.has(undefined)) ? [undefined] : [])];
  return {
    kind: 'stacked',
    interval,
    buckets,
    parts: parts.map((label) => ({
      name: nameOf(label),
      counts: counts.map((one) => one.get(label) ?? 0),
    })),
  };
}

/** What is drawn by itself; null is the segment without a label. */
function labelsOf(segments: Segments, max: number): readonly (string | null)[] {
  const labels = segments.filter(({ rest }) => rest === undefined).map(({ type }) => type ?? null);
  return labels.length > max + 1 ? labels.slice(0, max) : labels;
}

/** Counts by label; all others together have none. */
function countsOf(
  segments: Segments,
  labels: readonly (string | null)[],
): ReadonlyMap<string | null | undefined, number> {
  const known = new Set(labels);
  const counts = new Map<string | null | undefined, number>();
  for (const { type, count, rest } of segments) {
    const label = type ?? null;
    const key = rest === undefined && known.has(label) ? label : undefined;
    counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}

function nameOf(label: string | null | undefined): string {
  if (label === undefined) return REST;
  return label === null ? NO_LABEL : shownName(label);
}
