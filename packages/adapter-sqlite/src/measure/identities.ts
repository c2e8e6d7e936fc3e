import type { CountOutcome, IdentityField, TimeWindow } from '@memex/core/ports';
import { IDENTITIES, type Identity } from '../schema/tables.js';
import { allOf, type Condition } from '../statements/conditions.js';
import { count, duringOf, type Scope, within } from './scope.js';

/** Counts those whose very first message is within the window. */
export function countFirstSeen(scope: Scope, field: IdentityField, window: TimeWindow): CountOutcome {
  const known = knownOf(scope, IDENTITIES[field]);
  const { sql, values } = allOf([known, duringOf(window, 'f')]);
  return count(scope, { sql: `SELECT count(*) FROM first_seen f WHERE ${sql}`, values });
}

/** Counts those with at least one message in the window that meets a condition. */
export function countPresent(
  scope: Scope,
  field: IdentityField,
  window: TimeWindow,
  condition: Condition,
): CountOutcome {
  const identity = IDENTITIES[field];
  return isCrowded(scope, identity, window)
    ? countEach(scope, identity, window, condition, (messages) => `EXISTS (SELECT 1 ${messages})`)
    : countGroups(scope, identity, window, condition, '');
}

/** Counts those with exactly one message in the window. */
export function countSingle(scope: Scope, field: IdentityField, window: TimeWindow): CountOutcome {
  const identity = IDENTITIES[field];
  const isOne = (messages: string) => `(SELECT count(*) FROM (SELECT 1 ${messages} LIMIT 2)) = 1`;
  return isCrowded(scope, identity, window)
    ? countEach(scope, identity, window, allOf([]), isOne)
    : countGroups(scope, identity, window, allOf([]), 'HAVING count(*) = 1');
}

/** Looks for messages of each one that the project knows. Its cost grows with their number. */
function countEach(
  scope: Scope,
  { kind, column, index }: Identity,
  window: TimeWindow,
  condition: Condition,
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
  condition: Condition,
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
  const hasMore = (from: string, { sql, values }: Condition, many: number): boolean =>
    scope.connection.prepare(`SELECT 1 FROM ${from} WHERE ${sql} LIMIT 1 OFFSET ?`).get(...values, many) !==
    undefined;
  for (let many = FEW; ; many *= 8) {
    if (!hasMore('messages e INDEXED BY messages_by_time', messages, many * READS_PER_LOOKUP)) return false;
    if (!hasMore('first_seen f', known, many)) return true;
  }
}

function knownOf({ projectId }: Scope, { kind }: Pick<Identity, 'kind'>): Condition {
  return { sql: 'f.project = ? AND f.kind = ?', values: [projectId, kind] };
}
