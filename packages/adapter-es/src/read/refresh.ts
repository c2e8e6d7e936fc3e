import type { Client } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { missingShards } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';

/** Makes acknowledged writes visible to searches. Missing indices are ignored. */
export async function refresh(
  client: Client,
  indices: readonly string[],
  options: CallOptions = {},
): Promise<void> {
  await retryWhileBusy(async () => {
    const request = { index: [...indices], ignore_unavailable: true };
    const { _shards: shards } = await client.indices.refresh(request, abortable(options));
    if (shards !== undefined && shards.failed > 0) throw missingShards('a shard failed to refresh', shards);
  });
}
