import type { Client, estypes } from '@elastic/elasticsearch';
import type { JsonObject } from '@memex/core';

/** A document and the version of it that was read. */
export interface VersionedDocument {
  readonly index: string;
  readonly id: string;
  readonly source: JsonObject;
  readonly seqNo: number;
  readonly primaryTerm: number;
}

const PAGE = 1_000;
const KEEP_ALIVE = '2m';

/** Every document of an index as it was when the walk began, a page at a time. */
export async function* walkIndex(
  client: Client,
  index: string,
  signal: AbortSignal,
): AsyncGenerator<readonly VersionedDocument[], void> {
  const { id } = await client.openPointInTime({ index, keep_alive: KEEP_ALIVE }, { signal });
  try {
    let after: estypes.SortResults | undefined;
    do {
      const { hits } = await client.search<JsonObject>(
        {
          pit: { id, keep_alive: KEEP_ALIVE },
          size: PAGE,
          sort: ['_shard_doc'],
          seq_no_primary_term: true,
          track_total_hits: false,
          ...(after === undefined ? {} : { search_after: after }),
        },
        { signal },
      );
      yield hits.hits.map(versioned);
      after = hits.hits.at(-1)?.sort;
    } while (after !== undefined);
  } finally {
    await client.closePointInTime({ id }).catch(() => undefined); // It ends by itself after its keep-alive.
  }
}

function versioned({
  _index,
  _id,
  _source,
  _seq_no,
  _primary_term,
}: estypes.SearchHit<JsonObject>): VersionedDocument {
  if (_id === undefined || _seq_no === undefined || _primary_term === undefined) {
    throw new TypeError(`a document of ${_index} came without id or version`);
  }
  return { index: _index, id: _id, source: _source ?? {}, seqNo: _seq_no, primaryTerm: _primary_term };
}
