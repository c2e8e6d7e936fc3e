import { type Instant, instantOfMicros } from '@memex/core/toolkit';
import { type Partition, termsWithin } from './partitions.js';
import { aggregate } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** The first instant of each value. `undefined` if the partition has too many values. */
export async function firstInstants(
  client: SearchClient,
  selection: Selection,
  field: string,
  partition: Partition,
): Promise<ReadonlyMap<string, Instant> | undefined> {
  const { present } = await aggregate(client, selection, {
    present: {
      terms: termsWithin(field, partition),
      aggs: { first: { min: { field: 'memex.at' } } },
    },
  });
  const { buckets = [], sum_other_doc_count: others = 0 } = present ?? {};
  if (others > 0) return undefined;
  return new Map(buckets.map(({ key, first }) => [key, instantOfMicros(first?.value ?? 0)]));
}
