import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { missingShards } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';
import { EVERY_INDEX } from './search.js';

/** Counts the documents that match a query, in every index named. Acknowledged writes are included. */
export async function countMatching(
  client: Client,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions = {},
): Promise<number> {
  const found = { index, ...EVERY_INDEX };
  await client.indices.refresh(found, abortable(options));
  // A shard cannot answer while its index is being dropped.
  return retryWhileBusy(async () => {
    const { count, _shards: shards } = await client.count({ ...found, query }, abortable(options));
    if (shards.failed > 0) throw missingShards('a shard cannot answer', shards);
    return count;
  });
}
