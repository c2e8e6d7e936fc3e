import type { Run } from '../protocol/protocol.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';

/**
 * Overwritten texts that are kept at either end of a run of them: a dozen pages and more. SQLite joins a page that becomes empty with
 * its two neighbours at most, so that between such ends no text in use is moved.
 */
const KEPT_AT_ENDS = 256;

/**
 * The long runs of overwritten texts, such as a dropped partition leaves, without their ends: what can be deleted although
 * `removeSelected` says why texts are not. They stay such runs, for ids only grow, and what is deleted makes them longer.
 */
export function findRuns(connection: Connection, table: TableName): readonly Run[] {
  return connection
    .prepare(
      `SELECT id + 1 + ${KEPT_AT_ENDS}, next - 1 - ${KEPT_AT_ENDS}
       FROM (SELECT id, lead(id) OVER (ORDER BY id) AS next FROM (
         SELECT 0 AS id UNION ALL SELECT id FROM ${table} UNION ALL SELECT max(id) + 1 FROM ${table}_text))
       WHERE next - id > 1 + 2 * ${KEPT_AT_ENDS}`,
    )
    .all()
    .map(([from, to]) => ({ from: Number(from), to: Number(to) }));
}
