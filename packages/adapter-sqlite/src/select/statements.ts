import type { SqlRow } from '../driver/driver.js';
import type { Connection } from '../schema/connection.js';
import type { Order, Place, Selection } from '../thread/protocol.js';
import { accessOf, allOf, type Condition, conditionOf, projectCondition } from './conditions.js';

export interface Slice {
  readonly order: Order;
  readonly limit: number;
  readonly after?: Place | undefined;
}

/** The ids of some selected entries. */
export function selectIds(connection: Connection, selection: Selection, limit: number): readonly number[] {
  const condition = allOf([projectOfEntry(selection), conditionOf(selection)]);
  const sql = `SELECT e.id FROM ${entriesOf(selection)} WHERE ${condition.sql} LIMIT ?`;
  return connection
    .prepare(sql)
    .all(...condition.values, limit)
    .map(([id]) => Number(id));
}

/** Rows of trace id, text, instant and id, in order. */
export function selectRows(
  connection: Connection,
  selection: Selection,
  { order, limit, after }: Slice,
): readonly SqlRow[] {
  const place: Condition =
    after === undefined ? allOf([]) : { sql: '(e.at, e.id) > (?, ?)', values: [after.at, after.id] };
  const own = allOf([conditionOf(remaining(selection, after)), place]);
  const { sql, values } = isOrderedByIndex(selection)
    ? whole(selection, allOf([projectOfEntry(selection), own]), order)
    : eachProject(selection, own, order, limit);
  return connection.prepare(`${sql} LIMIT ?`).all(...values, limit);
}

/**
 * What is left of a selection behind a place. Of two lower bounds SQLite takes one to enter the index and tests the other row by row:
 * from the beginning of the range, each page would cost more than the one before.
 */
function remaining(selection: Selection, after: Place | undefined): Selection {
  return after === undefined ? selection : { ...selection, from: after.at };
}

/** An index that begins with the project is in order within one project only. */
function isOrderedByIndex(selection: Selection): boolean {
  return !accessOf(selection).byProject || (selection.projects !== 'all' && selection.projects.length === 1);
}

function whole(selection: Selection, condition: Condition, order: Order): Condition {
  return {
    sql: `SELECT e.trace_id, t.json, e.at, e.id FROM ${entriesOf(selection)}
      WHERE ${condition.sql} ORDER BY ${ordering('e', order)}`,
    values: condition.values,
  };
}

/** Reads no more than a page of each project, and merges them. */
function eachProject(selection: Selection, own: Condition, order: Order, limit: number): Condition {
  const { table, projects } = selection;
  const among = projectCondition(projects);
  return {
    sql: `SELECT o.trace_id, x.json, o.at, o.id
      FROM (SELECT p.id FROM projects p WHERE ${among.sql}) p
      CROSS JOIN ${table} o ON o.id IN (
        SELECT e.id FROM ${entriesOf(selection)}
        WHERE e.project = p.id AND ${own.sql} ORDER BY ${ordering('e', order)} LIMIT ?)
      CROSS JOIN ${table}_text x ON x.id = o.id
      ORDER BY ${ordering('o', order)}`,
    values: [...among.values, ...own.values, limit],
  };
}

function entriesOf(selection: Selection): string {
  const { table } = selection;
  return `${table} e INDEXED BY ${accessOf(selection).index} CROSS JOIN ${table}_text t ON t.id = e.id`;
}

function projectOfEntry(selection: Selection): Condition {
  const { projects } = selection;
  const { sql, values } = projectCondition(projects);
  if (projects === 'all' && !accessOf(selection).byProject) return allOf([]);
  return projects !== 'all' && projects.length === 1
    ? { sql: `e.project = (SELECT p.id FROM projects p WHERE p.name = ?)`, values: projects }
    : { sql: `e.project IN (SELECT p.id FROM projects p WHERE ${sql})`, values };
}

function ordering(alias: string, order: Order): string {
  const direction = order === 'oldest' ? '' : ' DESC';
  return `${alias}.at${direction}, ${alias}.id${direction}`;
}
