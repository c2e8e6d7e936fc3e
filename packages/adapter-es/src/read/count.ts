import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { unavailable } from '../cluster/failure.js';
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
  const request = { ...found, query };
  const { count, _shards: shards } = await client.count(request, abortable(options));
  if (shards.failed > 0) throw unavailable('a shard cannot answer');
  return count;
}
