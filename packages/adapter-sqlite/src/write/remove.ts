import type { EntrySelector, IdRange } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';
import { selectIds } from '../statements/select.js';

/**
 * Deletes at most `max` of the selected entries.
 *
 * Texts are overwritten with spaces and stay in their table. After a deletion SQLite sometimes joins a page with its neighbours. That
 * leaves copies of other texts in unallocated space, where `secure_delete` does not reach, and a later erasure would miss them.
 * Overwriting with the same number of bytes happens in place.
 *
 * @returns How many entries were deleted.
 */
export function removeSelected(connection: Connection, selection: EntrySelector, max: number): number {
  const { table } = selection;
  const ids = JSON.stringify(selectIds(connection, selection, max));
  connection
    .prepare(
      `UPDATE ${table}_text SET json = printf('%*s', octet_length(json), '')
       WHERE id IN (SELECT value FROM json_each(?))`,
    )
    .run(ids);
  return connection.prepare(`DELETE FROM ${table} WHERE id IN (SELECT value FROM json_each(?))`).run(ids);
}

/** Deletes overwritten texts. Only for ranges that `findEmptyRanges` found. */
export function releaseTexts(connection: Connection, table: TableName, { from, to }: IdRange): number {
  return connection.prepare(`DELETE FROM ${table}_text WHERE id BETWEEN ? AND ?`).run(from, to);
}
