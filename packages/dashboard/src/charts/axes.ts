import type { Unit } from '../data/card-data.js';
import type { BucketLength } from '../state/span.js';
import { axisLabelOf, type Look } from './look.js';

/** The axis of buckets: one place for each, and a text at as many as have room. */
export function bucketAxis(starts: readonly (string | null)[], interval: BucketLength, look: Look) {
  return {
    type: 'category' as const,
    data: [...look.formats.axis(starts, interval)],
    axisLabel: { ...axisLabelOf(look), hideOverlap: true },
    axisLine: { lineStyle: { color: look.theme.grid } },
    axisTick: { show: false },
  };
}

/** The axis of values. It begins at zero, or at the lowest value where that is less. */
export function valueAxis(unit: Unit, look: Look) {
  return {
    type: 'value' as const,
    min: ({ min }: { readonly min: number }) => Math.min(0, min),
    splitNumber: 4,
    ...(unit === 'count' ? { minInterval: 1 } : {}),
    axisLabel: {
      ...axisLabelOf(look),
      formatter: (value: number) => look.formats.shortNumber(value, unit),
    },
    splitLine: { lineStyle: { color: look.theme.grid } },
  };
}
