import type { estypes } from '@elastic/elasticsearch';
import type { SearchPlan } from './search-plan.js';

/** Which part of the values of a field: by their hash. All of them where it is `undefined`. */
export type Partition = estypes.AggregationsTermsPartition | undefined;

const FINER = 4;

/**
 * Looks at all values of a field, however many: at all at once or, where `visit` answers `undefined` as there are too many, at one
 * part of them after the other.
 */
export function* inPartitions<T>(
  visit: (partition: Partition) => SearchPlan<T | undefined>,
): SearchPlan<readonly T[]> {
  for (let count = 1; ; count *= FINER) {
    const found: T[] = [];
    while (found.length < count) {
      const partition = count === 1 ? undefined : { partition: found.length, num_partitions: count };
      const one = yield* visit(partition);
      if (one === undefined) break;
      found.push(one);
    }
    if (found.length === count) return found;
  }
}

/** The terms of a field within a partition; none is left out where `sum_other_doc_count` is 0. */
export function termsWithin(
  field: string,
  size: number,
  partition: Partition,
): estypes.AggregationsTermsAggregation {
  return { field, size, shard_size: size, ...(partition === undefined ? {} : { include: partition }) };
}
