import type { IdRange, Selection } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';
import { selectIds } from '../statements/select.js';

/**
 * Deletes at most so many of the selected entries, and says how many.
 *
 * Texts are overwritten with spaces and stay in their table. If they were deleted, SQLite would now and then join their page with its
 * neighbours, and copies of other texts would be left in what it calls unallocated space, where `secure_delete` does not reach: an
 * erasure of those later would miss them. Overwriting with as many bytes happens in place.
 */
export function removeSelected(connection: Connection, selection: Selection, most: number): number {
  const { table } = selection;
  const ids = JSON.stringify(selectIds(connection, selection, most));
  connection
    .prepare(
      `UPDATE ${table}_text SET json = printf('%*s', octet_length(json), '')
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .run(ids);
  return connection.prepare(`DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`).run(ids);
}

/** Deletes overwritten texts; only those of a run that `findRuns` found. */
export function releaseTexts(connection: Connection, table: TableName, { from, to }: IdRange): number {
  return connection.prepare(`DELETE FROM ${table}_text WHERE id BETWEEN ? AND ?`).run(from, to);
}
