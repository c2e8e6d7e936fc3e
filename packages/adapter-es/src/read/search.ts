import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { abortable } from '../cluster/abortable.js';
import { isLargeAnswer, LargeAnswerError } from '../cluster/failure.js';
import { retryWhileBusy } from '../cluster/retry.js';
import type { SortedDocument } from '../document/hit.js';
import type { Located } from '../document/place.js';

/** A search in every index that it names. */
export interface DocumentSearch
  extends Pick<estypes.SearchRequest, 'query' | 'size' | 'sort' | 'search_after' | 'preference'> {
  readonly index: string;
}

export interface SearchOptions extends CallOptions {
  /** An answer with more bytes is aborted with `LargeAnswerError`. */
  readonly maxAnswerBytes?: number | undefined;
}

/** Searches for documents. */
export async function searchDocuments(
  client: Client,
  request: DocumentSearch,
  options?: SearchOptions,
): Promise<readonly SortedDocument[]> {
  return (await search(client, request, options)).map(documentIn);
}

/** Searches for documents with their versions. */
export async function searchFound(
  client: Client,
  request: DocumentSearch,
  options?: SearchOptions,
): Promise<readonly (SortedDocument & Located)[]> {
  const hits = await search(client, { ...request, seq_no_primary_term: true }, options);
  return hits.map((hit) => ({ ...documentIn(hit), ...locatedAs(hit._id ?? '', hit) }));
}

/**
 * Searches for the locations of documents. Their ids come from the column of trace ids, in a third of the time that
 * it takes to load each `_id`. If a document has no trace id, all are loaded by `_id`.
 */
export async function searchPlaces(
  client: Client,
  request: DocumentSearch,
  options?: CallOptions,
): Promise<readonly Located[]> {
  const versions = { ...request, _source: false, seq_no_primary_term: true };
  const columns = { stored_fields: '_none_', docvalue_fields: [TRACE_ID] };
  const hits = await search(client, { ...versions, ...columns }, options);
  const located = hits.map((hit) => locatedAs(columnOf(hit, TRACE_ID), hit));
  if (located.every(({ place }) => place.id !== '')) return located;
  return (await search(client, versions, options)).map((hit) => locatedAs(hit._id ?? '', hit));
}

/** What columns of a document have. */
export interface ColumnHit {
  readonly values: estypes.SortResults;
  /** The first value of a column as text; empty if it has none. */
  readonly columns: (field: string) => string;
}

/** Searches for documents, and loads nothing of them but columns. */
export async function searchColumns(
  client: Client,
  request: DocumentSearch & { readonly docvalue_fields: string[] },
  options?: CallOptions,
): Promise<readonly ColumnHit[]> {
  const hits = await search(client, { ...request, _source: false, stored_fields: '_none_' }, options);
  return hits.map((hit) => ({ values: hit.sort ?? [], columns: (field) => columnOf(hit, field) }));
}

const TRACE_ID = 'memex.id';

function columnOf({ fields }: estypes.SearchHit<string>, field: string): string {
  const values: unknown = fields?.[field];
  return Array.isArray(values) ? String(values[0]) : '';
}

function documentIn(hit: estypes.SearchHit<string>): SortedDocument {
  return {
    place: { index: hit._index, id: hit._id ?? '' },
    source: hit._source ?? '',
    values: hit.sort ?? [],
  };
}

function locatedAs(id: string, { _index, _seq_no, _primary_term }: estypes.SearchHit<string>): Located {
  return {
    place: { index: _index, id },
    version: { seqNo: _seq_no ?? 0, primaryTerm: _primary_term ?? 0 },
  };
}

/** Searches for documents as of a point in time. */
export async function searchPoint(
  client: Client,
  request: estypes.SearchRequest & Required<Pick<estypes.SearchRequest, 'pit'>>,
  options?: SearchOptions,
): Promise<readonly SortedDocument[]> {
  return (await hitsOf(client, request, options)).map(documentIn);
}

function search(
  client: Client,
  request: DocumentSearch & estypes.SearchRequest,
  options?: SearchOptions,
): Promise<readonly estypes.SearchHit<string>[]> {
  return hitsOf(client, { ...request, ...EVERY_INDEX, ...WHOLE }, options);
}

/** Includes every index that is named or matches. A closed one makes the request fail, which is not the default. */
export const EVERY_INDEX = { expand_wildcards: 'all', ignore_unavailable: false } as const;

/** No partial answers: if a shard cannot answer, the search fails. */
export const WHOLE = { allow_partial_search_results: false } as const;

async function hitsOf(
  client: Client,
  request: estypes.SearchRequest,
  { maxAnswerBytes, ...options }: SearchOptions = {},
): Promise<readonly estypes.SearchHit<string>[]> {
  const limits = maxAnswerBytes === undefined ? {} : { maxResponseSize: maxAnswerBytes };
  const whole = { ...request, track_total_hits: false };
  const { hits } = await retryWhileBusy(() =>
    client.search<string>(whole, { ...abortable(options), ...limits }).catch((error: unknown) => {
      throw maxAnswerBytes !== undefined && isLargeAnswer(error) ? new LargeAnswerError(error) : error;
    }),
  );
  return hits.hits;
}
