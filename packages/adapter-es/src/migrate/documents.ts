import type { Client, estypes } from '@elastic/elasticsearch';
import type { JsonObject } from '@memex/core/toolkit';
import { unlessLarge } from '../read/unless-large.js';

/** A document and its version. */
export interface VersionedDocument {
  readonly index: string;
  readonly id: string;
  readonly source: JsonObject;
  readonly seqNo: number;
  readonly primaryTerm: number;
}

/** The maximum number of documents in a page. */
const MAX_PAGE = 1_000;
const KEEP_ALIVE = '2m';

/**
 * Reads every document of an index, as of the beginning of the walk, in pages that are limited in documents and
 * bytes.
 */
export async function* walkIndex(
  client: Client,
  index: string,
  signal: AbortSignal,
): AsyncGenerator<readonly VersionedDocument[], void> {
  const { id } = await client.openPointInTime({ index, keep_alive: KEEP_ALIVE }, { signal });
  try {
    let after: estypes.SortResults | undefined;
    for (let size = MAX_PAGE; ; ) {
      const request = {
        pit: { id, keep_alive: KEEP_ALIVE },
        size,
        sort: ['_shard_doc'],
        seq_no_primary_term: true,
        track_total_hits: false,
        ...(after === undefined ? {} : { search_after: after }),
      };
      const answer = await unlessLarge(size, (maxResponseSize) =>
        client.search<JsonObject>(request, { signal, ...(maxResponseSize && { maxResponseSize }) }),
      );
      if (answer === undefined) {
        size = Math.ceil(size / 2);
        continue;
      }
      const { hits } = answer.hits;
      if (hits.length === 0) return;
      yield hits.map(versioned);
      after = hits.at(-1)?.sort;
      size = Math.min(MAX_PAGE, Math.ceil(size * GROWTH));
    }
  } finally {
    await client.closePointInTime({ id }).catch(() => undefined); // It expires by itself after its keep-alive.
  }
}

/** How much larger the next page may be. After a page that was too large, the size grows back slowly. */
const GROWTH = 1.1;

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
