import type { Connection } from './connection.js';

/** The version of SQLite. Also reads the file, so that it fails if the file cannot be read. */
export function versionOf(connection: Connection): string {
  const row = connection.prepare('SELECT sqlite_version(), (SELECT count(*) FROM sqlite_schema)').get();
  return String(row?.[0]);
}
