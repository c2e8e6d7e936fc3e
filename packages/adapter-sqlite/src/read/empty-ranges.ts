import type { IdRange } from '../protocol/entries.js';
import type { EmptyRanges } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';

/**
 * How many overwritten texts to keep at either end of a run: a dozen pages or more. When a page becomes empty, SQLite joins it with at
 * most two neighbours. With such ends it never moves a text that is in use.
 */
const KEPT_AT_ENDS = 256;

/** How many entries to look at, so that others get their turn in between: a few milliseconds. */
const MAX_LOOKED = 5_000;

/**
 * Finds long runs of overwritten texts, such as a dropped partition leaves, without their ends. These can be deleted;
 * `removeSelected` says why other texts cannot. Ids only grow and deletions only lengthen a run, so a range that was found stays one.
 *
 * @param after - The id of an entry, or 0: what is before it is not looked at.
 */
export function findEmptyRanges(connection: Connection, table: TableName, after: number): EmptyRanges {
  const ids = connection
    .prepare(`SELECT id FROM ${table} WHERE id > ? ORDER BY id LIMIT ${MAX_LOOKED}`)
    .all(after)
    .map(([id]) => Number(id));
  const next = ids.length === MAX_LOOKED ? ids.at(-1) : undefined;
  const ends = next === undefined ? [...ids, endOfTexts(connection, table)] : ids;
  return { ranges: rangesBetween(after, ends), next };
}

function endOfTexts(connection: Connection, table: TableName): number {
  return Number(connection.prepare(`SELECT max(id) FROM ${table}_text`).get()?.[0] ?? 0) + 1;
}

/** The long runs without an entry: after the start, and before each of the ids. */
function rangesBetween(start: number, ids: readonly number[]): readonly IdRange[] {
  let previous = start;
  return ids.flatMap((id) => {
    const range = { from: previous + 1 + KEPT_AT_ENDS, to: id - 1 - KEPT_AT_ENDS };
    previous = id;
    return range.from <= range.to ? [range] : [];
  });
}
