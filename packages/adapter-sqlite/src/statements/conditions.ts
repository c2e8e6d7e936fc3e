import type { Projects } from '@memex/core/ports';
import type { SqlValue } from '../driver/driver.js';
import type { EntrySelector, FieldValues } from '../protocol/entries.js';
import { TABLES, type TableName } from '../schema/tables.js';

/** A piece of SQL, and the values of its parameters. */
export interface SqlCondition {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** How a selection is looked up. The same selection always uses the same index, whatever is in the file. */
export interface Access {
  readonly index: string;
  /** Whether the index needs a project: then each project is looked up separately. */
  readonly byProject: boolean;
  /** The field whose entries the index has in the order of time; of all entries if there is none. */
  readonly field?: 'conversationId' | 'userId';
}

/** Chooses the most selective index for a selection. */
export function accessOf({ table, traceId, fields = {} }: EntrySelector): Access {
  if (traceId !== undefined) return { index: `${table}_by_trace`, byProject: false };
  if (fields.conversationId !== undefined)
    return { index: `${table}_by_conversation`, byProject: false, field: 'conversationId' };
  if (fields.userId !== undefined) return { index: `${table}_by_user`, byProject: true, field: 'userId' };
  return { index: `${table}_by_time`, byProject: true };
}

/** The condition on an entry `e` with text `t`, without that on its project. */
export function conditionOf(selection: EntrySelector): SqlCondition {
  return allOf([fieldsOf(selection), betweenInstants(selection.from, selection.to)]);
}

/** The condition on the instant of an entry `e`, both ends inclusive. */
export function betweenInstants(from: number | undefined, to: number | undefined): SqlCondition {
  return allOf([
    ...(from === undefined ? [] : [{ sql: 'e.at >= ?', values: [from] }]),
    ...(to === undefined ? [] : [{ sql: 'e.at <= ?', values: [to] }]),
  ]);
}

/** The condition on the fields of an entry `e` with text `t`. */
export function fieldsOf({ table, traceId, fields = {} }: EntrySelector): SqlCondition {
  const conditions: SqlCondition[] = [];
  if (traceId !== undefined) conditions.push({ sql: 'e.trace_id = ?', values: [traceId] });
  for (const [field, value] of Object.entries(fields)) {
    if (value !== undefined) conditions.push(fieldCondition(table, field, value));
  }
  return allOf(conditions);
}

/** The condition that a column holds the name of one of the projects. */
export function isAmong(column: string, projects: Projects): SqlCondition {
  return projects === 'all'
    ? allOf([])
    : { sql: `${column} IN (SELECT value FROM json_each(?))`, values: [JSON.stringify(projects)] };
}

export function allOf(conditions: readonly SqlCondition[]): SqlCondition {
  return {
    sql: conditions.length === 0 ? 'TRUE' : conditions.map(({ sql }) => sql).join(' AND '),
    values: conditions.flatMap(({ values }) => values),
  };
}

/** The condition that columns hold what fields have. Trusts the hashes in columns. @param fields - A field without a value is no condition. */
export function hashesOf(fields: FieldValues, alias: string): SqlCondition {
  const conditions = TABLES.messages.fields.flatMap(
    ({ field, column, toColumn }): readonly SqlCondition[] => {
      const value = fields[field];
      return value === undefined ? [] : [{ sql: `${alias}.${column} = ?`, values: [toColumn(value)] }];
    },
  );
  return allOf(conditions);
}

/** Hashes may collide, so the field in the text is compared too. It is compared as JSON, the only form that keeps every string exact. */
function fieldCondition(table: TableName, field: string, value: string): SqlCondition {
  const searched = TABLES[table].fields.find((one) => one.field === field);
  if (searched === undefined) throw new TypeError(`${table} are not searched by ${field}`);
  const { column, toColumn, codes } = searched;
  if (codes !== undefined) return { sql: `e.${column} = ?`, values: [toColumn(value)] };
  return {
    sql: `e.${column} = ? AND t.json -> '$.${field}' = ?`,
    values: [toColumn(value), JSON.stringify(value)],
  };
}
