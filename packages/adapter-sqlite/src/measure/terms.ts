import type { Outcome, Term, TimeWindow } from '@memex/core/ports';
import { createTopTerms, fieldKind, parseJson, scalarOf, type TermsMeasure } from '@memex/core/toolkit';
import type { SqlRow } from '../driver/driver.js';
import { IDENTITIES } from '../schema/tables.js';
import { allOf, type SqlCondition } from '../statements/conditions.js';
import type { Column } from './columns.js';
import { type Scope, within } from './scope.js';

/** Finds the values of a column that most messages of a window have, or most users or conversations, and how many have any other. */
export function countTerms(
  scope: Scope,
  column: Column,
  measure: TermsMeasure,
  window: TimeWindow,
  condition: SqlCondition,
): Outcome {
  const { name } = column;
  const all = allOf([within(scope, window), { sql: `${name} IS NOT NULL`, values: [] }, condition]);
  const counted =
    measure.of === 'messages' ? 'count(*)' : `count(DISTINCT e.${IDENTITIES[measure.of].column})`;
  const groups = {
    sql: `SELECT CAST(${name} AS TEXT) AS value, ${counted} AS many, min(e.id) AS id
      FROM messages e INDEXED BY messages_by_time WHERE ${all.sql} GROUP BY ${name}`,
    values: all.values,
  };
  scope.refuseAbandoned();
  const found = column.codes
    ? codedTerms(scope, groups, measure, column.codes)
    : fieldKind(measure.field) === 'instant'
      ? instantTerms(scope, groups, measure)
      : hashedTerms(scope, groups, measure);
  scope.refuseAbandoned();
  const terms = found.map(({ term }) => term);
  if (terms.length < measure.limit) return { answer: 'terms', terms, rest: null };
  const [others, rest] =
    scope.connection
      .prepare(
        `SELECT count(*), ${counted} FROM messages e INDEXED BY messages_by_time
         WHERE ${all.sql} AND ${name} NOT IN (SELECT CAST(value AS INTEGER) FROM json_each(?))`,
      )
      .get(...all.values, JSON.stringify(found.map(({ value }) => value))) ?? [];
  return { answer: 'terms', terms, rest: Number(others) === 0 ? null : Number(rest) };
}

/** A term, and what stands for it in the column, as text: hashes are too large for numbers. */
interface FoundTerm {
  readonly value: string;
  readonly term: Term;
}

/** Of a closed set there are few. */
function codedTerms(
  { connection }: Scope,
  { sql, values }: SqlCondition,
  { field, limit }: TermsMeasure,
  codes: ReadonlyMap<string, number>,
): readonly FoundTerm[] {
  const texts = new Map([...codes].map(([text, code]) => [String(code), text]));
  const top = createTopTerms(field, limit);
  for (const [code, many] of connection.prepare(sql).all(...values)) {
    const value = texts.get(String(code));
    if (value !== undefined) top.add({ value, count: Number(many) });
  }
  return top.terms().map((term) => ({ value: String(codes.get(String(term.value))), term }));
}

/** The order of instants is that of their labels. */
function instantTerms(
  { connection }: Scope,
  { sql, values }: SqlCondition,
  { limit }: TermsMeasure,
): readonly FoundTerm[] {
  return connection
    .prepare(`SELECT value, many FROM (${sql}) ORDER BY many DESC, CAST(value AS INTEGER) LIMIT ?`)
    .all(...values, limit)
    .map(([value, many]) => ({ value: String(value), term: { value: Number(value), count: Number(many) } }));
}

/**
 * What a hash stands for is read from the text of a message: only of values that may be among the first. SQLite sorts no more of them
 * at a time than are asked for, and compares texts by code points.
 */
function hashedTerms(
  { connection }: Scope,
  { sql, values }: SqlCondition,
  { field, limit }: TermsMeasure,
): readonly FoundTerm[] {
  return connection
    .prepare(
      `WITH terms AS MATERIALIZED (${sql})
       SELECT g.value, g.many, t.json -> '$.${field}'
       FROM terms g CROSS JOIN messages_text t ON t.id = g.id
       WHERE g.many >= ifnull((SELECT many FROM terms ORDER BY many DESC LIMIT 1 OFFSET ?), 0)
       ORDER BY g.many DESC, t.json ->> '$.${field}' LIMIT ?`,
    )
    .all(...values, limit - 1, limit)
    .map(termIn);
}

function termIn([value, many, json]: SqlRow): FoundTerm {
  const text = scalarOf(parseJson(String(json)));
  if (text === undefined) throw new TypeError('a hash stands for a text');
  return { value: String(value), term: { value: text, count: Number(many) } };
}
