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

/** How many buckets a part needs at most. */
export interface BucketNeeds {
  /** By the outcome of the whole window, unless that says nothing about it. */
  readonly byTotal?: ((total: Outcome) => number) | 'unknown';
  /** If that is unknown or too much, by the number of values that the part has in a field. */
  readonly byValues?: { readonly field: string | null; readonly each: number };
}

/** Measures the whole window, and then each part: as many parts in one search as it has buckets for. */
export async function overParts(
  client: SearchClient,
  { project, parts: [window, ...parts] }: Scope,
  where: readonly Condition[],
  measure: (client: SearchClient, selection: Selection) => Promise<Outcome>,
  { byTotal = valuesIn, byValues }: BucketNeeds = {},
): Promise<Analysis> {
  const spanning = (span: Span) => selectionOf(project, span, where);
  const merging = (weightOf: (part: Span) => number) =>
    client.coalescing({ selectionOf: spanning, weightOf, maxWeight: MAX_BUCKETS });
  const weigh = async (): Promise<ReadonlyMap<unknown, number> | undefined> => {
    if (byValues === undefined || byValues.field === null) return undefined;
    const { field, each } = byValues;
    const counting = merging(() => 1);
    const counts = await Promise.all(parts.map((part) => countValues(counting, spanning(part), field)));
    return new Map(parts.map(({ to }, index) => [to, each * (counts[index] ?? 0)]));
  };
  const [total, known] = await Promise.all([
    measure(client, spanning(window)),
    byTotal === 'unknown' ? weigh() : undefined,
  ]);
  const most = byTotal === 'unknown' ? Number.POSITIVE_INFINITY : byTotal(total);
  const weights = known ?? (most * parts.length > MAX_BUCKETS ? await weigh() : undefined);
  const merged = merging(({ to }) => Math.min(most, weights?.get(to) ?? most));
  const series = await Promise.all(parts.map((part) => measure(merged, spanning(part))));
  return { total, series };
}

async function countValues(client: SearchClient, selection: Selection, field: string): Promise<number> {
  const { numbers } = await aggregate(client, selection, { numbers: { value_count: { field } } });
  return numbers?.value ?? 0;
}

/** The number of distinct values, of which a part has no more. */
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
