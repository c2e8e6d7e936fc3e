import type { estypes } from '@elastic/elasticsearch';
import type { Analysis, Condition, Outcome, TimeWindow } from '@memex/core/ports';
import type { Span } from '../config/index-names.js';
import { queryOf } from '../read/query.js';
import { translateCondition } from './conditions.js';
import { NotIndexedError } from './not-indexed.js';
import type { Aggregations, Search, Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** Which messages are measured, and how exactly. */
export interface Scope {
  /** Distinct values are counted one by one up to this number. */
  readonly exactDistinct: number;
  readonly project: string;
  /** The whole window, then its buckets. */
  readonly parts: readonly [TimeWindow, ...TimeWindow[]];
}

/** Selects the messages of a span that meet every condition. */
export function selectionOf(
  project: string,
  { from, to }: Span,
  where: readonly Condition[] = [],
): Selection {
  const conditions = where.map((condition) => translateCondition(condition).query);
  return { query: queryOf({ projects: [project], from, to }, conditions), within: { from, to } };
}

/** Selects the documents of a selection that match one more query. */
export function narrowed({ query, within }: Selection, further: estypes.QueryDslQueryContainer): Selection {
  return { query: { bool: { filter: [query, further] } }, within };
}

/** Buckets of one search. Elasticsearch allows 65,536. */
const MAX_BUCKETS = 50_000;

/** Parts of one search. */
const MAX_PARTS = 1_000;

/**
 * Measures the whole window, and then each part.
 *
 * @param bucketsOf - The maximum number of buckets that a part needs, by the outcome of the whole window.
 */
export async function overParts(
  client: SearchClient,
  { project, parts: [window, ...parts] }: Scope,
  where: readonly Condition[],
  measure: (client: SearchClient, selection: Selection) => Promise<Outcome>,
  bucketsOf: (total: Outcome) => number = valuesIn,
): Promise<Analysis> {
  const spanning = (span: Span) => selectionOf(project, span, where);
  const total = await measure(client, spanning(window));
  const max = Math.min(MAX_PARTS, MAX_BUCKETS / bucketsOf(total));
  const coalescing = client.coalescing({ selectionOf: spanning, max });
  const series = await Promise.all(parts.map((part) => measure(coalescing, spanning(part))));
  return { total, series };
}

/** The maximum number of distinct values in a part. */
function valuesIn(total: Outcome): number {
  switch (total.answer) {
    case 'count':
      return total.count;
    case 'terms':
      return total.rest === null ? total.terms.length : Number.POSITIVE_INFINITY;
    default:
      return 1;
  }
}

/**
 * Resolves with the aggregations of a selection.
 *
 * @throws NotIndexedError if Elasticsearch rejected the search, because an older index maps the field with another type.
 */
export async function aggregate(
  client: SearchClient,
  selection: Selection,
  aggs: NonNullable<Search['aggs']>,
): Promise<Aggregations> {
  const answer = await client.search({ ...selection, aggs });
  if (answer === undefined) throw new NotIndexedError('Elasticsearch rejected the search');
  return answer.aggregations;
}
