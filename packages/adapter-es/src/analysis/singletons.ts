import type { CountOutcome, IdentityField } from '@memex/core/ports';
import { counted } from './distinct.js';
import { inPartitions, type Partition, termsWithin } from './partitions.js';
import { aggregate } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** Terms of one search. It counts them twice, and Elasticsearch allows 65,536 buckets. */
const TERMS = 30_000;

/** Counts the values that are on exactly one document: all values, minus those on several. */
export async function singletonsIn(
  client: SearchClient,
  selection: Selection,
  identity: IdentityField,
): Promise<CountOutcome> {
  const counts = await inPartitions((partition) =>
    singletonsWithin(client, selection, `${identity}.keyword`, partition),
  );
  return counted(counts.reduce((sum, count) => sum + count, 0));
}

async function singletonsWithin(
  client: SearchClient,
  selection: Selection,
  field: string,
  partition: Partition,
): Promise<number | undefined> {
  const terms = termsWithin(field, partition, TERMS);
  const { all, different, several } = await aggregate(client, selection, {
    all: { terms },
    different: { stats_bucket: { buckets_path: 'all._count' } },
    repeated: { terms: { ...terms, min_doc_count: 2 } },
    several: { stats_bucket: { buckets_path: 'repeated._count' } },
  });
  if ((all?.sum_other_doc_count ?? 0) > 0) return undefined;
  return (different?.count ?? 0) - (several?.count ?? 0);
}
