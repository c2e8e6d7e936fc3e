import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core';
import type { Document, Located, SortedDocument } from './hit.js';
import { patiently } from './patiently.js';

/** What is searched, in every index that the pattern names. */
export interface Search
  extends Pick<estypes.SearchRequest, 'query' | 'size' | 'sort' | 'search_after' | 'preference'> {
  readonly index: string;
}

/** Searches for documents. */
export async function searchDocuments(
  client: Client,
  request: Search,
  options?: CallOptions,
): Promise<readonly SortedDocument[]> {
  const hits = await search(client, request, options);
  return hits.map((hit) => ({
    place: { index: hit._index, id: hit._id ?? '' },
    source: hit._source ?? '',
    values: hit.sort ?? [],
  }));
}

/** Searches for where documents are. */
export async function searchPlaces(
  client: Client,
  request: Search,
  options?: CallOptions,
): Promise<readonly Located[]> {
  const hits = await search(client, { ...request, _source: false, seq_no_primary_term: true }, options);
  return hits.map(located);
}

/** Searches for documents with their versions. */
export async function searchVersions(
  client: Client,
  request: Search,
  options?: CallOptions,
): Promise<readonly (Document & Located)[]> {
  const hits = await search(client, { ...request, seq_no_primary_term: true }, options);
  return hits.map((hit) => ({ ...located(hit), source: hit._source ?? '' }));
}

function located(hit: estypes.SearchHit<string>): Located {
  return {
    place: { index: hit._index, id: hit._id ?? '' },
    version: { seqNo: hit._seq_no ?? 0, primaryTerm: hit._primary_term ?? 0 },
  };
}

/** A part of the answer is none: where a shard cannot answer, the search fails. */
async function search(
  client: Client,
  request: estypes.SearchRequest,
  options: CallOptions = {},
): Promise<readonly estypes.SearchHit<string>[]> {
  const whole = {
    ...request,
    track_total_hits: false,
    allow_partial_search_results: false,
    allow_no_indices: true,
    ignore_unavailable: true,
  };
  const { hits } = await patiently(() => client.search<string>(whole, abortable(options)));
  return hits.hits;
}

export function abortable({ signal }: CallOptions): { readonly signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}
