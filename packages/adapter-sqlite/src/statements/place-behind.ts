import type { EntrySelector, Place } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { accessOf, allOf, hashesOf, isAmong, type SqlCondition } from './conditions.js';
import { rangesOf, type Stretch } from './ranges.js';
import { isOrderedByIndex, ordering, projectOfEntry } from './select.js';

/** The end of a stretch, and how many entries the index has in it at most. */
export interface StretchEnd {
  readonly place: Place;
  readonly entries: number;
}

/**
 * Ends a stretch of about so many entries of the index among which the selected ones are. `undefined` if there are not as many. Where the index has
 * the entries of each project in the order of time, not those of all, each project has an equal share, and the stretch ends where the first of them
 * has used it up.
 */
export function placeBehind(
  connection: Connection,
  selection: EntrySelector,
  stretch: Stretch,
  entries: number,
): StretchEnd | undefined {
  if (isOrderedByIndex(selection)) {
    const { byProject } = accessOf(selection);
    const { sql, values } = nth(
      selection,
      stretch,
      byProject ? projectOfEntry(selection) : allOf([]),
      entries,
    );
    return endAt(connection.prepare(sql).get(...values), entries);
  }
  const among = isAmong('p.name', selection.projects);
  const projects = Number(
    connection.prepare(`SELECT count(*) FROM projects p WHERE ${among.sql}`).get(...among.values)?.[0],
  );
  const share = Math.ceil(entries / Math.max(projects, 1));
  const { sql, values } = nth(selection, stretch, { sql: 'e.project = p.id', values: [] }, share);
  const row = connection
    .prepare(
      `SELECT o.at, o.id FROM projects p
       CROSS JOIN ${selection.table} o ON o.id = (SELECT id FROM (${sql}))
       WHERE ${among.sql} ORDER BY ${ordering('o', stretch.order)} LIMIT 1`,
    )
    .get(...values, ...among.values);
  return endAt(row, share * projects);
}

function endAt(row: readonly unknown[] | undefined, entries: number): StretchEnd | undefined {
  return row && { place: { at: Number(row[0]), id: Number(row[1]) }, entries };
}

/** Selects the entry that is the n-th in a stretch of the index of a project. */
function nth(selection: EntrySelector, stretch: Stretch, project: SqlCondition, n: number): SqlCondition {
  const { index, field } = accessOf(selection);
  const own = allOf([
    project,
    hashesOf(field === undefined ? {} : { [field]: selection.fields?.[field] }, 'e'),
  ]);
  const ranges = rangesOf(selection, stretch).map((range) => allOf([own, range]));
  const selects = ranges.map(
    ({ sql }) => `SELECT * FROM (SELECT e.at, e.id FROM ${selection.table} e INDEXED BY ${index}
      WHERE ${sql} ORDER BY ${ordering('e', stretch.order)} LIMIT ?)`,
  );
  return {
    sql: `${selects.join(' UNION ALL ')} LIMIT 1 OFFSET ?`,
    values: [...ranges.flatMap(({ values }) => [...values, n]), n - 1],
  };
}
