import type { CountOutcome } from '@memex/core/ports';
import { inPartitions, termsWithin } from './partitions.js';
import { aggregate } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** The largest threshold up to which Elasticsearch may be told to estimate well. */
const MAX_PRECISION_THRESHOLD = 40_000;

/** Fields that have the distinct values of messages between them. */
export interface ValueFields {
  readonly field: string | null;
  /** Values that are too long for the first field. */
  readonly long: string | null;
}

/**
 * Counts the distinct values of fields. `cardinality` is an estimate at any size, so the terms are counted, and only their number is
 * returned.
 *
 * @param exactly - The largest number that is counted exactly. Larger ones are estimated.
 */
export async function distinctIn(
  client: SearchClient,
  selection: Selection,
  { field, long }: ValueFields,
  exactly: number,
): Promise<CountOutcome> {
  if (field === null) return counted(0);
  const size = exactly + 1;
  const termsOf = (values: string) => ({ terms: { field: values, size, shard_size: size } });
  const { different, longDifferent } = await aggregate(client, selection, {
    all: termsOf(field),
    different: { stats_bucket: { buckets_path: 'all._count' } },
    ...(long === null
      ? {}
      : { long: termsOf(long), longDifferent: { stats_bucket: { buckets_path: 'long._count' } } }),
  });
  const count = (different?.count ?? 0) + (longDifferent?.count ?? 0);
  if (count <= exactly) return counted(count);
  const estimateOf = (values: string) => ({
    cardinality: { field: values, precision_threshold: MAX_PRECISION_THRESHOLD },
  });
  const { estimate, longEstimate } = await aggregate(client, selection, {
    estimate: estimateOf(field),
    ...(long === null ? {} : { longEstimate: estimateOf(long) }),
  });
  return {
    answer: 'count',
    count: (estimate?.value ?? 0) + (longEstimate?.value ?? 0),
    approximate: true,
  };
}

/** Counts the distinct values of a field exactly, whatever their number. */
export async function everyDistinct(
  client: SearchClient,
  selection: Selection,
  field: string,
): Promise<number> {
  const counts = await inPartitions(async (partition) => {
    const { all, different } = await aggregate(client, selection, {
      all: { terms: termsWithin(field, partition) },
      different: { stats_bucket: { buckets_path: 'all._count' } },
    });
    return (all?.sum_other_doc_count ?? 0) > 0 ? undefined : (different?.count ?? 0);
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

export function counted(count: number): CountOutcome {
  return { answer: 'count', count, approximate: false };
}
