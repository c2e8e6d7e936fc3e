import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { retryWhileBusy } from '../cluster/retry.js';
import type { Document } from '../document/hit.js';
import { EVERY_INDEX, searchPoint, WHOLE } from './search.js';
import { inSlices, SliceGuess } from './slices.js';

const KEEP_ALIVE = '2m';

/** Reads every document that a query matches, as of the beginning of the walk, in slices and in no order. */
export async function* walkDocuments(
  client: Client,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions = {},
): AsyncGenerator<readonly Document[], void> {
  const { id } = await retryWhileBusy(() =>
    client.openPointInTime({ index, keep_alive: KEEP_ALIVE, ...EVERY_INDEX, ...WHOLE }, abortable(options)),
  );
  const search = { pit: { id, keep_alive: KEEP_ALIVE }, query, sort: ['_shard_doc'] };
  try {
    yield* inSlices(
      (slice, limits) => searchPoint(client, { ...search, ...slice }, limits),
      new SliceGuess(),
      options,
    );
  } finally {
    await client.closePointInTime({ id }).catch(() => undefined); // It expires by itself after its keep-alive.
  }
}
