import type { estypes } from '@elastic/elasticsearch';
import type { Analysis, Condition, Outcome, TimeWindow } from '@memex/core';
import type { Span } from '../index-names.js';
import { queryOf } from '../read/query.js';
import { translate } from './conditions.js';
import { type Aggregate, type Answer, type Inquiry, type Selection, together } from './inquiry.js';
import { UnfitError } from './unfit.js';

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

/** Asks one question of each part. */
export function* overParts(
  { project, parts }: Scope,
  where: readonly Condition[],
  ask: (selection: Selection) => Inquiry<Outcome>,
): Inquiry<Analysis> {
  const [total, ...series] = yield* together(parts.map((part) => ask(selectionOf(project, part, where))));
  if (total === undefined) throw new TypeError('the whole window has an outcome');
  return { total, series };
}

/** @throws UnfitError where Elasticsearch refused the search: an older index maps the field as another type. */
export function aggregationsOf([answer]: readonly (Answer | undefined)[]): Readonly<
  Record<string, Aggregate>
> {
  if (answer === undefined) throw new UnfitError('Elasticsearch refused the search');
  return answer.aggregations;
}
