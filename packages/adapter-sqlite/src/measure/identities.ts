import type { CountOutcome, IdentityField, TimeWindow } from '@memex/core/ports';
import { hashOf } from '../schema/hash.js';
import { IDENTITIES, type Identity } from '../schema/tables.js';
import { allOf, type SqlCondition } from '../statements/conditions.js';
import { count, duringOf, type Scope, within } from './scope.js';

/** Counts those whose very first message is within the window, with a message there that meets a condition, if there is one. */
export function countFirstSeen(
  scope: Scope,
  field: IdentityField,
  window: TimeWindow,
  condition: SqlCondition | undefined,
): CountOutcome {
  const identity = IDENTITIES[field];
  const first = [knownOf(scope, identity), duringOf(window, 'f')];
  const own = condition && hasMessage(identity, allOf([within(scope, window), condition]));
  const { sql, values } = allOf(own === undefined ? first : [...first, own]);
  return count(scope, { sql: `SELECT count(*) FROM first_seen f WHERE ${sql}`, values });
}

function hasMessage({ column, index }: Identity, { sql, values }: SqlCondition): SqlCondition {
  const messages = `messages e INDEXED BY ${index} WHERE e.${column} = f.hash AND ${sql}`;
  return { sql: `EXISTS (SELECT 1 FROM ${messages})`, values };
}

/** Counts those with at least one message in the window that meets a condition. */
export function countPresent(
  scope: Scope,
  field: IdentityField,
  window: TimeWindow,
  condition: SqlCondition,
): CountOutcome {
  const identity = IDENTITIES[field];
  return isCrowded(scope, identity, window)
    ? countEach(scope, identity, window, condition, (messages) => `EXISTS (SELECT 1 ${messages})`)
    : countGroups(scope, identity, window, condition, '');
}

/**
 * Counts those with exactly one message in the window that meets a condition.
 *
 * @param isInIndex - Whether the indices by user and by conversation have what the condition looks at.
 */
export function countSingle(
  scope: Scope,
  field: IdentityField,
  window: TimeWindow,
  condition: SqlCondition,
  isInIndex: boolean,
): CountOutcome {
  const identity = IDENTITIES[field];
  const isOne = (messages: string) => `(SELECT count(*) FROM (SELECT 1 ${messages} LIMIT 2)) = 1`;
  return isInIndex && isCrowded(scope, identity, window)
    ? countEach(scope, identity, window, condition, isOne)
    : countGroups(scope, identity, window, condition, 'HAVING count(*) = 1');
}

/** Looks for messages of each one that the project knows. Its cost grows with their number. */
function countEach(
  scope: Scope,
  { kind, column, index }: Identity,
  window: TimeWindow,
  condition: SqlCondition,
  test: (messages: string) => string,
): CountOutcome {
  const known = knownOf(scope, { kind });
  const own = allOf([{ sql: `e.${column} = f.hash`, values: [] }, within(scope, window), condition]);
  return count(scope, {
    sql: `SELECT count(*) FROM first_seen f
      WHERE ${known.sql} AND f.at <= ? AND ${test(`FROM messages e INDEXED BY ${index} WHERE ${own.sql}`)}`,
    values: [...known.values, window.to, ...own.values],
  });
}

/** Reads every message of the window. Its cost grows with the number of messages. */
function countGroups(
  scope: Scope,
  { column }: Identity,
  window: TimeWindow,
  condition: SqlCondition,
  having: string,
): CountOutcome {
  const all = allOf([within(scope, window), { sql: `e.${column} IS NOT NULL`, values: [] }, condition]);
  return count(scope, {
    sql: `SELECT count(*) FROM (SELECT 1 FROM messages e INDEXED BY messages_by_time
      WHERE ${all.sql} GROUP BY e.${column} ${having})`,
    values: all.values,
  });
}

/** Looking for the messages of one costs as much as reading this many messages. */
const READS_PER_LOOKUP = 4;

const FEW = 256;

/**
 * Whether the window has so many messages that looking for those of each one is cheaper than reading them all. Counts messages and
 * identities only as far as needed to tell.
 */
function isCrowded(scope: Scope, { kind }: Pick<Identity, 'kind'>, window: TimeWindow): boolean {
  const messages = within(scope, window);
  const known = knownOf(scope, { kind });
  const hasMore = (from: string, { sql, values }: SqlCondition, many: number): boolean =>
    scope.connection.prepare(`SELECT 1 FROM ${from} WHERE ${sql} LIMIT 1 OFFSET ?`).get(...values, many) !==
    undefined;
  for (let many = FEW; ; many *= 8) {
    if (!hasMore('messages e INDEXED BY messages_by_time', messages, many * READS_PER_LOOKUP)) return false;
    if (!hasMore('first_seen f', known, many)) return true;
  }
}

/** When one was first seen; `undefined` if nobody has this id. */
export function firstSeenAt(
  { connection, projectId }: Scope,
  field: IdentityField,
  id: string,
): number | undefined {
  const row = connection
    .prepare('SELECT at FROM first_seen WHERE project = ? AND kind = ? AND hash = ?')
    .get(projectId, IDENTITIES[field].kind, hashOf(id));
  return row === undefined ? undefined : Number(row[0]);
}

function knownOf({ projectId }: Scope, { kind }: Pick<Identity, 'kind'>): SqlCondition {
  return { sql: 'f.project = ? AND f.kind = ?', values: [projectId, kind] };
}
