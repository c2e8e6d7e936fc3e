import { RequestError } from '../errors/failure.js';
import type { Connection } from '../schema/connection.js';
import { type DatabaseFile, openToRead } from '../schema/open.js';
import { versionOf } from '../schema/version.js';

/**
 * Reads the beginning of every table and index. It uses a new connection: an open one has pages in memory, and would not see damage.
 *
 * @returns The version of SQLite.
 */
export function readProbe({ file, openDriver }: DatabaseFile): string {
  const connection = openToRead(openDriver, file);
  try {
    const parts = connection.prepare(TABLES_AND_INDICES).all();
    for (const [type, name, table] of parts) {
      const from = type === 'index' ? `${table} INDEXED BY ${name}` : `${name}`;
      connection.prepare(`SELECT 1 FROM ${from} LIMIT 1`).get();
    }
    return versionOf(connection);
  } finally {
    connection.close();
  }
}

/** Without partial indices: those cannot be read on their own. */
const TABLES_AND_INDICES = `
  SELECT type, name, tbl_name FROM sqlite_schema
  WHERE type IN ('table', 'index') AND sql IS NOT NULL AND sql NOT LIKE '% WHERE %'`;

/** Reads the whole file. @throws RequestError if any of it is damaged. */
export function checkAll(connection: Connection): void {
  const [found] = connection.prepare('PRAGMA quick_check(1)').get() ?? [];
  if (found === 'ok') return;
  throw new RequestError({
    code: 'unavailable',
    reason: `the file is damaged: ${found}`,
    reopen: true,
    isDamage: true,
  });
}
