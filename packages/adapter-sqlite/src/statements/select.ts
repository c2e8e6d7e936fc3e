import type { PageOrder } from '@memex/core/ports';
import type { EntrySelector } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { accessOf, allOf, conditionOf, fieldsOf, isAmong, type SqlCondition } from './conditions.js';
import { rangesOf, type Stretch } from './ranges.js';

export interface Slice extends Stretch {
  readonly limit: number;
}

/** Selects the ids of at most `limit` entries, in no particular order. */
export function selectIds(
  connection: Connection,
  selection: EntrySelector,
  limit: number,
): readonly number[] {
  const condition = allOf([projectOfEntry(selection), conditionOf(selection)]);
  const sql = `SELECT e.id FROM ${entriesOf(selection)} WHERE ${condition.sql} LIMIT ?`;
  return connection
    .prepare(sql)
    .all(...condition.values, limit)
    .map(([id]) => Number(id));
}

/** Counts the selected entries. Reads texts only if hashes must be verified. */
export function countEntries(connection: Connection, selection: EntrySelector): number {
  const condition = allOf([projectOfEntry(selection), conditionOf(selection)]);
  const hasFields = Object.values(selection.fields ?? {}).some((value) => value !== undefined);
  const entries = hasFields
    ? entriesOf(selection)
    : `${selection.table} e INDEXED BY ${accessOf(selection).index}`;
  const row = connection
    .prepare(`SELECT count(*) FROM ${entries} WHERE ${condition.sql}`)
    .get(...condition.values);
  return Number(row?.[0]);
}

/** Larger texts are left out of a slice. So a slice never needs more memory than {@link SLICE} times this. */
const MAX_SLICE_TEXT_BYTES = 16 * 1024;

/** The maximum number of entries in a slice. */
export const SLICE = 250;

export interface Entries {
  readonly count: number;
  readonly traceIds: string;
  /** Separated by `SEPARATOR`. A text that was left out is empty. */
  readonly texts: string;
  /** Separated by commas. */
  readonly ids: string;
  /** Of all texts, including those that were left out. */
  readonly bytes: number;
  /** Whether any text was left out. */
  readonly hasLarge: boolean;
  /** The instant of the last entry. */
  readonly at: number;
}

/**
 * Selects entries in order, aggregated into one row. Passing one row to JavaScript costs half as much as one row for each entry.
 * `group_concat` and `json_group_array` keep the order of the subquery in SQLite.
 */
export function selectSlice(connection: Connection, selection: EntrySelector, slice: Slice): Entries {
  const { sql, values } = sliceOf(selection, slice);
  const row = connection
    .prepare(
      `SELECT count(*), json_group_array(trace_id), group_concat(ifnull(json, ''), char(31)), group_concat(id),
         sum(bytes), max(bytes), ${slice.order === 'oldest' ? 'max' : 'min'}(at)
       FROM (${sql})`,
    )
    .get(...values);
  const [count, traceIds, texts, ids, bytes, longest, at] = row ?? [];
  return {
    count: Number(count),
    traceIds: String(traceIds),
    texts: String(texts),
    ids: String(ids),
    bytes: Number(bytes),
    hasLarge: Number(longest) > MAX_SLICE_TEXT_BYTES,
    at: Number(at),
  };
}

/** What messages say, in order. */
export interface MessageTexts {
  readonly count: number;
  /** What is at `content.value`, as JSON, separated by `SEPARATOR`. Empty where the message is too large for a slice. */
  readonly texts: string;
  /** Separated by commas. */
  readonly ids: string;
  /** The size of the messages. */
  readonly bytes: number;
  /** The instant of the last message. */
  readonly at: number;
}

/** Selects what messages say, as {@link selectSlice} selects entries. SQLite finds it faster than JavaScript would take the whole texts. */
export function selectMessageTexts(
  connection: Connection,
  selection: EntrySelector,
  slice: Slice,
): MessageTexts {
  const { sql, values } = sliceOf(selection, slice);
  const text = `CASE WHEN json IS NULL THEN '' ELSE ifnull(json -> '$.content.value', 'null') END`;
  const row = connection
    .prepare(
      `SELECT count(*), group_concat(${text}, char(31)), group_concat(id), sum(bytes), ${slice.order === 'oldest' ? 'max' : 'min'}(at)
       FROM (${sql})`,
    )
    .get(...values);
  const [count, texts, ids, bytes, at] = row ?? [];
  return {
    count: Number(count),
    texts: String(texts),
    ids: String(ids),
    bytes: Number(bytes),
    at: Number(at),
  };
}

/** The columns of an entry in a slice. SQLite knows the length of a text without reading it. */
function columnsOf(entry: string, text: string): string {
  const bytes = `octet_length(${text}.json)`;
  const json = `CASE WHEN ${bytes} <= ${MAX_SLICE_TEXT_BYTES} THEN ${text}.json END`;
  return `${entry}.trace_id, ${json} AS json, ${bytes} AS bytes, ${entry}.at, ${entry}.id`;
}

/** Whether there is any selected entry in a stretch. */
export function existsIn(connection: Connection, selection: EntrySelector, stretch: Stretch): boolean {
  const { sql, values } = sliceOf(selection, { ...stretch, limit: 1 });
  return connection.prepare(`SELECT 1 FROM (${sql})`).get(...values) !== undefined;
}

function sliceOf(selection: EntrySelector, { limit, ...stretch }: Slice): SqlCondition {
  const { order } = stretch;
  const ordered = rangesOf(selection, stretch).map((range) =>
    orderedSlice(selection, allOf([fieldsOf(selection), range]), order, limit),
  );
  return {
    sql: `${ordered.map(({ sql }) => `SELECT * FROM (${sql} LIMIT ?)`).join(' UNION ALL ')} LIMIT ?`,
    values: [...ordered.flatMap(({ values }) => [...values, limit]), limit],
  };
}

function orderedSlice(
  selection: EntrySelector,
  own: SqlCondition,
  order: PageOrder,
  limit: number,
): SqlCondition {
  return isOrderedByIndex(selection)
    ? whole(selection, allOf([projectOfEntry(selection), own]), order)
    : eachProject(selection, own, order, limit);
}

/** Whether entries are tested one by one that the index of a selection has in the order of time. */
export function hasTests(selection: EntrySelector): boolean {
  const { byProject, field } = accessOf(selection);
  const { projects, traceId, fields = {} } = selection;
  if (traceId !== undefined) return false;
  const tested = Object.entries(fields).some(([name, value]) => value !== undefined && name !== field);
  return tested || (!byProject && projects !== 'all');
}

/** An index that begins with the project is in the order of time only within one project. */
export function isOrderedByIndex(selection: EntrySelector): boolean {
  return !accessOf(selection).byProject || (selection.projects !== 'all' && selection.projects.length === 1);
}

function whole(selection: EntrySelector, condition: SqlCondition, order: PageOrder): SqlCondition {
  return {
    sql: `SELECT ${columnsOf('e', 't')} FROM ${entriesOf(selection)}
      WHERE ${condition.sql} ORDER BY ${ordering('e', order)}`,
    values: condition.values,
  };
}

/** Looks for at most a page of each project, merges them, and reads the texts of those that are left. */
function eachProject(
  selection: EntrySelector,
  own: SqlCondition,
  order: PageOrder,
  limit: number,
): SqlCondition {
  const { table, projects } = selection;
  const among = isAmong('p.name', projects);
  return {
    sql: `SELECT ${columnsOf('o', 'x')}
      FROM (SELECT m.at, m.id
        FROM (SELECT p.id FROM projects p WHERE ${among.sql}) p
        CROSS JOIN ${table} m ON m.id IN (
          SELECT e.id FROM ${entriesOf(selection)}
          WHERE e.project = p.id AND ${own.sql} ORDER BY ${ordering('e', order)} LIMIT ?)
        ORDER BY ${ordering('m', order)} LIMIT ?) k
      CROSS JOIN ${table} o ON o.id = k.id
      CROSS JOIN ${table}_text x ON x.id = o.id
      ORDER BY ${ordering('k', order)}`,
    values: [...among.values, ...own.values, limit, limit],
  };
}

function entriesOf(selection: EntrySelector): string {
  const { table } = selection;
  return `${table} e INDEXED BY ${accessOf(selection).index} CROSS JOIN ${table}_text t ON t.id = e.id`;
}

export function projectOfEntry(selection: EntrySelector): SqlCondition {
  const { projects } = selection;
  const { sql, values } = isAmong('p.name', projects);
  if (projects === 'all' && !accessOf(selection).byProject) return allOf([]);
  return projects !== 'all' && projects.length === 1
    ? { sql: `e.project = (SELECT p.id FROM projects p WHERE p.name = ?)`, values: projects }
    : { sql: `e.project IN (SELECT p.id FROM projects p WHERE ${sql})`, values };
}

export function ordering(alias: string, order: PageOrder): string {
  const direction = order === 'oldest' ? '' : ' DESC';
  return `${alias}.at${direction}, ${alias}.id${direction}`;
}
