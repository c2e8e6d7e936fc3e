import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';

/**
 * Overwritten texts that are kept at either end of a run of them: a dozen pages and more. SQLite joins a page that becomes empty with
 * its two neighbours at most, so that between such ends no text in use is moved.
 */
const KEPT_AT_ENDS = 256;

/** Ids whose texts one transaction deletes: other processes write between two of them. */
const DELETED_AT_ONCE = 5_000;

/**
 * Gives the space of overwritten texts back to the file, to be used by what is stored next: of those in long runs, such as a
 * dropped partition leaves. See {@link removeSelected} for why not of every one.
 */
export function reclaimSpace(connection: Connection, table: TableName): void {
  for (const { from, to } of runsOf(connection, table)) {
    for (let start = from; start <= to; start += DELETED_AT_ONCE) {
      const end = Math.min(start + DELETED_AT_ONCE - 1, to);
      connection.transaction(() =>
        connection.prepare(`DELETE FROM ${table}_text WHERE id BETWEEN ? AND ?`).run(start, end),
      );
    }
  }
}

interface Run {
  readonly from: number;
  readonly to: number;
}

/** The ids between two entries that are next to each other, without the ends, where there are any. */
function runsOf(connection: Connection, table: TableName): readonly Run[] {
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
