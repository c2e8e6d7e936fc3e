import type { Comparison, Condition, FieldPath } from '@memex/core/ports';
import { fieldKind } from '@memex/core/toolkit';
import { type SearchedField, TABLES } from '../schema/tables.js';
import { allOf, type SqlCondition } from '../statements/conditions.js';

/** A column of messages `e` that stands for a field: equal fields have equal columns, and a missing field is null. */
export interface Column {
  readonly name: string;
  /** For a closed set of texts, the number that the column holds for each. */
  readonly codes?: ReadonlyMap<string, number>;
}

/**
 * The column of a field, if it has one. Unlike look-ups, counting trusts the hashes in columns: ids with equal hashes count as one
 * (docs/adr/0015).
 */
export function columnOf(field: FieldPath): Column | undefined {
  if (fieldKind(field) === 'instant') return { name: 'e.at' };
  const { column, codes } = searched(field) ?? {};
  return column === undefined ? undefined : { name: `e.${column}`, ...(codes && { codes }) };
}

/** Translates conditions to columns; `undefined` if one of them needs the texts. */
export function inColumns(where: readonly Condition[]): SqlCondition | undefined {
  const conditions = where.map(inColumn).filter((condition) => condition !== undefined);
  return conditions.length === where.length ? allOf(conditions) : undefined;
}

function inColumn(condition: Condition): SqlCondition | undefined {
  const { field, operation } = condition;
  if (fieldKind(field) === 'instant') return operation === 'match' ? NEVER : ofInstant(condition);
  const known = searched(field);
  if (known === undefined || operation === 'match') return undefined;
  return operation === 'term' && typeof condition.value === 'string' ? equal(known, condition.value) : NEVER;
}

const NEVER: SqlCondition = { sql: 'FALSE', values: [] };

function ofInstant(condition: Exclude<Condition, { readonly operation: 'match' }>): SqlCondition {
  if (typeof condition.value !== 'number') return NEVER;
  return { sql: `e.at ${OPERATORS[condition.operation]} ?`, values: [condition.value] };
}

const OPERATORS: Readonly<Record<Comparison | 'term', string>> = {
  term: '=',
  gr: '>',
  gre: '>=',
  lq: '<',
  lqe: '<=',
};

function equal({ column, codes, toColumn }: SearchedField, text: string): SqlCondition {
  if (codes !== undefined && !codes.has(text)) return NEVER;
  return { sql: `e.${column} = ?`, values: [toColumn(text)] };
}

function searched(field: FieldPath): SearchedField | undefined {
  return TABLES.messages.fields.find((one) => one.field === field);
}
