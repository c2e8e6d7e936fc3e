import {
  type AnalyticalStore,
  absentPlatform,
  COUNTS,
  Descriptor,
  decode,
  instantOfMillis,
  SEGMENTATIONS,
  type Sources,
} from '@memex/core';
import { FIRST_DAY, PROJECT } from './varied-entries.js';

const TIMESPANS = [
  { type: 'moving', value: 'all' },
  { type: 'moving', value: '30d' },
];

/** Each count and segmentation of messages, over all time and over a part, cut into weeks. */
export const EVERY_MEASURE: readonly Descriptor[] = [
  ...rowsOf('count', COUNTS, ['user', 'message', 'conversation', 'dialogue', 'bot']),
  ...rowsOf('segmentation', SEGMENTATIONS, ['message']),
].flatMap((row) =>
  TIMESPANS.map((timespan) => decode(Descriptor, { project: PROJECT, timespan, interval: 'week', ...row })),
);

function rowsOf<T extends Readonly<Record<string, object>>>(
  type: string,
  rows: T,
  dimensions: readonly (keyof T)[],
): readonly object[] {
  return dimensions.flatMap((dimension) =>
    Object.keys(rows[dimension] ?? {}).map((metric) => ({ type, dimension, metric })),
  );
}

/** What computing takes from a store, 80 days after the first of the varied entries. */
export function sourcesOf({ messages, analysis }: AnalyticalStore): Sources {
  const now = instantOfMillis(FIRST_DAY + 80 * 86_400_000 + 1);
  return { messages, analysis, platform: absentPlatform, clock: { now: () => now }, zone: 'Europe/Rome' };
}
