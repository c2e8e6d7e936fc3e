import type { estypes } from '@elastic/elasticsearch';

/** A part of the values of a field, by their hash. All values if `undefined`. */
export type Partition = estypes.AggregationsTermsPartition | undefined;

const FINER = 4;

/** Terms of one search. Elasticsearch allows 65,536. */
const MAX_TERMS = 50_000;

/**
 * Visits all values of a field, whatever their number: all at once or, if `visit` returns `undefined` because there are too many, in
 * several partitions, one after the other.
 */
export async function inPartitions<T>(
  visit: (partition: Partition) => Promise<T | undefined>,
): Promise<readonly T[]> {
  for (let count = 1; ; count *= FINER) {
    const found: T[] = [];
    while (found.length < count) {
      const partition = count === 1 ? undefined : { partition: found.length, num_partitions: count };
      const one = await visit(partition);
      if (one === undefined) break;
      found.push(one);
    }
    if (found.length === count) return found;
  }
}

/**
 * The terms of a field of few documents, such as those that were looked up by their ids. Elasticsearch is told to count what it meets:
 * otherwise it makes, for each search, a counter for every value that a shard has in the field.
 */
export function termsOfFew(field: string, size = MAX_TERMS): estypes.AggregationsTermsAggregation {
  return { ...termsWithin(field, undefined, size), execution_hint: 'map' };
}

/** The terms of a field within a partition. None is missing if `sum_other_doc_count` is 0. */
export function termsWithin(
  field: string,
  partition: Partition,
  size = MAX_TERMS,
): estypes.AggregationsTermsAggregation {
  return { field, size, shard_size: size, ...(partition === undefined ? {} : { include: partition }) };
}
