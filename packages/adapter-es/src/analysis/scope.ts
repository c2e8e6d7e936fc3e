import type { estypes } from '@elastic/elasticsearch';
import type { Analysis, Condition, Outcome, TimeWindow } from '@memex/core/ports';
import type { Span } from '../config/index-names.js';
import { queryOf } from '../read/query.js';
import { coalesced } from './coalesced-searches.js';
import { translate } from './conditions.js';
import { NotIndexedError } from './not-indexed.js';
import { type Aggregations, type Answer, all, type SearchPlan, type Selection } from './search-plan.js';

/** Which messages are measured, and how exactly. */
export interface Scope {
  /** Up to how many different values are counted one by one. */
  readonly exactDistinct: number;
  readonly project: string;
  /** The whole window, then its buckets. */
  readonly parts: readonly [TimeWindow, ...TimeWindow[]];
}

/** The messages of a part that fulfil every condition. */
export function selectionOf(
  project: string,
  { from, to }: Span,
  where: readonly Condition[] = [],
): Selection {
  const conditions = where.map((condition) => translate(condition).query);
  return { query: queryOf({ projects: [project], from, to }, conditions), within: { from, to } };
}

/** Those of the selected documents for which one more query holds. */
export function narrowed({ query, within }: Selection, further: estypes.QueryDslQueryContainer): Selection {
  return { query: { bool: { filter: [query, further] } }, within };
}

/** Buckets of one search: Elasticsearch allows 65,536. */
const MAX_BUCKETS = 50_000;

/** Parts of one search. */
const MAX_PARTS = 1_000;

/**
 * Asks one question of the whole window and of each part.
 *
 * @param bucketsOf - How many buckets the question makes of a part, at most, by its answer over the whole window.
 */
export function* overParts(
  { project, parts: [window, ...parts] }: Scope,
  where: readonly Condition[],
  ask: (selection: Selection) => SearchPlan<Outcome>,
  bucketsOf: (total: Outcome) => number = valuesIn,
): SearchPlan<Analysis> {
  const spanning = (span: Span) => selectionOf(project, span, where);
  const total = yield* ask(spanning(window));
  const most = Math.min(MAX_PARTS, MAX_BUCKETS / bucketsOf(total));
  const series = yield* coalesced(all(parts.map((part) => ask(spanning(part)))), spanning, most);
  return { total, series };
}

/** How many different values there are at most in a part of what an outcome is of. */
function valuesIn(total: Outcome): number {
  switch (total.answer) {
    case 'count':
      return total.count;
    case 'terms':
      return total.terms.length;
    default:
      return 1;
  }
}

/** @throws NotIndexedError where Elasticsearch refused the search: an older index maps the field as another type. */
export function aggregationsOf([answer]: readonly (Answer | undefined)[]): Aggregations {
  if (answer === undefined) throw new NotIndexedError('Elasticsearch refused the search');
  return answer.aggregations;
}
