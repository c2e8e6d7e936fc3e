import type { PageOrder } from '@memex/core/ports';
import type { EntrySelector, Place } from '../protocol/entries.js';
import { betweenInstants, type SqlCondition } from './conditions.js';

/** A part of the order of entries. */
export interface Stretch {
  readonly order: PageOrder;
  /** Only entries behind this one, in the order. */
  readonly after?: Place | undefined;
  /** Only entries up to this one, in the order. */
  readonly upTo?: Place | undefined;
}

/**
 * The conditions on instant and id of entries `e` in a stretch, in its order: the rest of the first instant, the instants in between, and the last one up to
 * its end. A single condition would make SQLite walk over all entries of an instant, of which there may be a million.
 */
export function rangesOf(
  { from, to }: Pick<EntrySelector, 'from' | 'to'>,
  { order, after, upTo }: Stretch,
): readonly SqlCondition[] {
  const [lower, upper] = order === 'oldest' ? [after, upTo] : [upTo, after];
  const [above, below] = order === 'oldest' ? ['>', '<='] : ['>=', '<'];
  const rising =
    lower !== undefined && lower.at === upper?.at
      ? [atInstant(lower, above, `AND e.id ${below} ?`, [upper.id])]
      : [
          ...(lower === undefined ? [] : [atInstant(lower, above)]),
          between(from, to, lower, upper),
          ...(upper === undefined ? [] : [atInstant(upper, below)]),
        ];
  return order === 'oldest' ? rising : rising.reverse();
}

function atInstant(
  { at, id }: Place,
  comparison: string,
  more = '',
  values: readonly number[] = [],
): SqlCondition {
  return { sql: `e.at = ? AND e.id ${comparison} ? ${more}`, values: [at, id, ...values] };
}

/** Merges two bounds into one. SQLite would use one of two for the index and test the other for every entry. */
function between(
  from: number | undefined,
  to: number | undefined,
  lower: Place | undefined,
  upper: Place | undefined,
): SqlCondition {
  return betweenInstants(largest(from, lower && lower.at + 1), smallest(to, upper && upper.at - 1));
}

function largest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : Math.max(a, b ?? a);
}

function smallest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : Math.min(a, b ?? a);
}
