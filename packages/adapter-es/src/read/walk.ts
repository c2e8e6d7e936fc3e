import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import type { Document } from './hit.js';
import { patiently } from './patiently.js';
import { abortable } from './search.js';

const PAGE = 2_000;
const KEEP_ALIVE = '2m';

/** Every document that a query selects, as it was when the walk began, a page at a time, in no order. */
export async function* walkDocuments(
  client: Client,
  index: string,
  query: estypes.QueryDslQueryContainer,
  options: CallOptions = {},
): AsyncGenerator<readonly Document[], void> {
  const { id } = await patiently(() =>
    client.openPointInTime(
      { index, keep_alive: KEEP_ALIVE, ignore_unavailable: true, allow_partial_search_results: false },
      abortable(options),
    ),
  );
  try {
    let after: estypes.SortResults | undefined;
    do {
      const page = {
        pit: { id, keep_alive: KEEP_ALIVE },
        query,
        size: PAGE,
        sort: ['_shard_doc'],
        track_total_hits: false,
        ...(after === undefined ? {} : { search_after: after }),
      };
      const { hits } = await patiently(() => client.search<string>(page, abortable(options)));
      yield hits.hits.map((hit) => ({
        place: { index: hit._index, id: hit._id ?? '' },
        source: hit._source ?? '',
      }));
      after = hits.hits.at(-1)?.sort;
    } while (after !== undefined);
  } finally {
    await client.closePointInTime({ id }).catch(() => undefined); // It ends by itself after its keep-alive.
  }
}
