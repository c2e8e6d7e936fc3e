import type { CountOutcome, TimeWindow } from '@memex/core/ports';
import { allOf, type SqlCondition } from '../statements/conditions.js';
import type { Column } from './columns.js';
import { count, type Scope, within } from './scope.js';

/** Counts the different values of a column, among the messages of a window that meet a condition. */
export function countDistinct(
  scope: Scope,
  { name }: Column,
  window: TimeWindow,
  condition: SqlCondition,
): CountOutcome {
  const all = allOf([within(scope, window), condition]);
  const messages = `FROM messages e INDEXED BY messages_by_time WHERE ${all.sql}`;
  const sql = OF_FEW_VALUES.has(name)
    ? `SELECT count(DISTINCT ${name}) ${messages}`
    : `SELECT count(*) FROM (SELECT 1 ${messages} AND ${name} IS NOT NULL GROUP BY ${name})`;
  return count(scope, { sql, values: all.values });
}

/** For these, `count(DISTINCT)` is three times as fast as `GROUP BY`. For columns of many values it takes three times as long. */
const OF_FEW_VALUES = new Set(['e.type', 'e.channel_h', 'e.content_type', 'e.intent_h', 'e.domain_h']);
