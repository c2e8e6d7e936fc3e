import type { Client, estypes } from '@elastic/elasticsearch';
import { type CallOptions, UnavailableError } from '@memex/core';
import { abortable } from './search.js';

/** How many documents a query selects, in every index that the pattern names: what was just acknowledged counts. */
export async function countMatching(
  client: Client,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions = {},
): Promise<number> {
  const found = { index, allow_no_indices: true, ignore_unavailable: true };
  await client.indices.refresh(found, abortable(options));
  const request = { ...found, query };
  const { count, _shards: shards } = await client.count(request, abortable(options));
  if (shards.failed > 0) throw new UnavailableError('Elasticsearch', { reason: 'a shard cannot answer' });
  return count;
}
