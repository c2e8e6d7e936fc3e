import { malformed } from '../errors/malformed.js';
import type { Descriptor } from './descriptor.js';
import { DEFAULT_SEGMENTS } from './metric.js';

/** The most values that a result may have, about. Each takes some hundred bytes of memory. */
export const MAX_VALUES = 200_000;

/** The numbers of a summary, or a little more. */
const VALUES_OF_AGGREGATION = 10;

/** A descriptor, and how many buckets its interval gives. */
export interface ResultSize {
  readonly descriptor: Descriptor;
  readonly buckets: number;
}

/**
 * Refuses results that would fill the memory: segments of each bucket of a long series.
 *
 * @throws MalformedError
 */
export function refuseLargeResults(results: readonly ResultSize[], maxValues = MAX_VALUES): void {
  const values = results.reduce(
    (sum, { descriptor, buckets }) => sum + valuesOf(descriptor) * (buckets + 1),
    0,
  );
  if (values <= maxValues) return;
  throw malformed(
    '',
    `the results may have more than ${maxValues} values: ask for a longer interval, fewer segments, or fewer descriptors at once`,
  );
}

/** The most values that a descriptor gives for one window. */
function valuesOf(descriptor: Descriptor): number {
  switch (descriptor.type) {
    case 'count':
      return 1;
    case 'segmentation':
      return 'limit' in descriptor ? (descriptor.limit ?? DEFAULT_SEGMENTS) : DEFAULT_SEGMENTS;
    case 'aggregation':
      return VALUES_OF_AGGREGATION;
  }
}
