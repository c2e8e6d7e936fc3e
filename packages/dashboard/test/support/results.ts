import type { AnalyticResult } from '@memex/core';
import { Descriptor, decode, AnalyticResult as Result } from '@memex/core/model';

const WINDOW = {
  fromDt: '2026-10-31T23:00:00',
  toDt: '2026-11-02T22:59:59.999999',
} as const;

const BEFORE = {
  fromDt: '2026-10-29T23:00:00',
  toDt: '2026-10-31T22:59:59.999999',
} as const;

const BUCKETS = [
  { from: '2026-10-31T23:00:00', to: '2026-11-01T23:00:00' },
  { from: '2026-11-01T23:00:00', to: '2026-11-02T22:59:59.999999' },
] as const;

const BUCKETS_BEFORE = [
  { from: '2026-10-29T23:00:00', to: '2026-10-30T23:00:00' },
  { from: '2026-10-30T23:00:00', to: '2026-10-31T22:59:59.999999' },
] as const;

const SCOPE = { project: 'my-bot', timespan: { type: 'moving', value: '2d' } } as const;

/** Asks for something in two days of November. */
export function descriptorOf(fields: Readonly<Record<string, unknown>>): Descriptor {
  return decode(Descriptor, { ...SCOPE, ...fields });
}

/**
 * What the API answers to it: numbers of the window, of its two days and, if they are given, of the window before.
 *
 * @param creationDt - When it was computed.
 */
export function resultOf<B extends object>(
  type: AnalyticResult['type'],
  [total, ...days]: readonly B[],
  previous?: readonly B[],
  creationDt = '2026-11-03T00:00:00',
): AnalyticResult {
  const seriesOf = (buckets: readonly object[], bodies: readonly B[]) =>
    bodies.length === 0 ? {} : { series: bodies.map((body, index) => ({ ...buckets[index], ...body })) };
  const [totalBefore, ...daysBefore] = previous ?? [];
  return decode(Result, {
    type,
    creationDt,
    ...WINDOW,
    ...total,
    ...seriesOf(BUCKETS, days),
    ...(totalBefore === undefined
      ? {}
      : {
          previous: { type, creationDt, ...BEFORE, ...totalBefore, ...seriesOf(BUCKETS_BEFORE, daysBefore) },
        }),
  });
}
