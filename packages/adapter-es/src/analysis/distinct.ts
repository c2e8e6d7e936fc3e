import type { CountOutcome } from '@memex/core/ports';
import { inPartitions, termsWithin } from './partitions.js';
import { aggregate } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** The largest threshold up to which Elasticsearch may be told to estimate well. */
const MAX_PRECISION_THRESHOLD = 40_000;

/**
 * Counts the distinct values of a field. `cardinality` is an estimate at any size, so the terms are counted, and only their number is
 * returned.
 *
 * @param exactly - The largest number that is counted exactly. Larger ones are estimated.
 */
export async function distinctIn(
  client: SearchClient,
  selection: Selection,
  field: string | null,
  exactly: number,
): Promise<CountOutcome> {
  if (field === null) return counted(0);
  const size = exactly + 1;
  const { different } = await aggregate(client, selection, {
    all: { terms: { field, size, shard_size: size } },
    different: { stats_bucket: { buckets_path: 'all._count' } },
  });
  const count = different?.count ?? 0;
  if (count <= exactly) return counted(count);
  const { estimate } = await aggregate(client, selection, {
    estimate: { cardinality: { field, precision_threshold: MAX_PRECISION_THRESHOLD } },
  });
  return { answer: 'count', count: estimate?.value ?? 0, approximate: true };
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
