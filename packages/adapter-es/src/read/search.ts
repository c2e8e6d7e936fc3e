import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import type { SortedHit } from './hit.js';
import { positionOf } from './order.js';

/** What is searched, in every index that the pattern names. */
export interface Search
  extends Pick<estypes.SearchRequest, 'query' | 'size' | 'sort' | 'search_after' | 'preference'> {
  readonly index: string;
  /** Whether the documents come along, or only where they are. */
  readonly documents: boolean;
}

/** Runs a search. A part of the answer is none: where a shard cannot answer, the search fails. */
export async function search(
  client: Client,
  { documents, ...request }: Search,
  options: CallOptions = {},
): Promise<readonly SortedHit[]> {
  const { hits } = await client.search<string>(
    {
      ...request,
      _source: documents,
      seq_no_primary_term: true,
      track_total_hits: false,
      allow_partial_search_results: false,
      allow_no_indices: true,
      ignore_unavailable: true,
    },
    abortable(options),
  );
  return hits.hits.map((hit) => ({
    place: { index: hit._index, id: hit._id ?? '' },
    version: { seqNo: hit._seq_no ?? 0, primaryTerm: hit._primary_term ?? 0 },
    source: hit._source ?? '',
    position: positionOf(hit.sort ?? []),
  }));
}

export function abortable({ signal }: CallOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
