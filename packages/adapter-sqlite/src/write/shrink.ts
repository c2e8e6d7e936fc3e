import type { Connection } from '../schema/connection.js';

/**
 * Makes the file smaller by at most so many unused pages, within a transaction. Pages at its end move to unused places before. A page moves as a whole,
 * so no copy of a text is left in the file.
 *
 * @returns By how many pages. None, if the file was made by a version that could not do this: then unused pages are used again.
 */
export function shrink(connection: Connection, pages: number): number {
  const before = unusedPages(connection);
  if (before === 0) return 0;
  connection.exec(`PRAGMA incremental_vacuum(${pages})`);
  return before - unusedPages(connection);
}

function unusedPages(connection: Connection): number {
  return Number(connection.prepare('PRAGMA freelist_count').get()?.[0]);
}
