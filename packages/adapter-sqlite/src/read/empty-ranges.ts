import type { IdRange } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';

/**
 * How many overwritten texts to keep at either end of a run: a dozen pages or more. When a page becomes empty, SQLite joins it with at
 * most two neighbours. With such ends it never moves a text that is in use.
 */
const KEPT_AT_ENDS = 256;

/**
 * Finds long runs of overwritten texts, such as a dropped partition leaves, without their ends. These can be deleted;
 * `removeSelected` says why other texts cannot. Ids only grow and deletions only lengthen a run, so a range that was found stays one.
 */
export function findEmptyRanges(connection: Connection, table: TableName): readonly IdRange[] {
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
