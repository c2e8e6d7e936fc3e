import { RequestError } from '../errors/failure.js';
import type { Connection } from './connection.js';
import type { Schema } from './schemas.js';

/**
 * Migrates a file to the newest schema. If several processes try at once, one of them does it.
 *
 * @throws RequestError if the file was written by a newer version, or is a database of another program.
 */
export function migrate(connection: Connection, { steps, table }: Schema): void {
  if (versionOf(connection) === steps.length && hasTable(connection, table)) return;
  connection.transaction(() => {
    const version = versionOf(connection);
    if (version > steps.length) {
      throw unusable(
        `it was written by a newer version of Memex (schema ${version}; this one knows ${steps.length})`,
      );
    }
    const isForeign = version === 0 ? hasTable(connection, '%') : !hasTable(connection, table);
    if (isForeign) throw unusable('it is a database of something else');
    for (const step of steps.slice(version)) step(connection);
    connection.exec(`PRAGMA user_version = ${steps.length}`);
  });
}

function versionOf(connection: Connection): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.[0]);
}

/** @param name - `%` matches any table. */
function hasTable(connection: Connection, name: string): boolean {
  return connection.prepare('SELECT 1 FROM sqlite_schema WHERE name LIKE ?').get(name) !== undefined;
}

function unusable(message: string): RequestError {
  return new RequestError({ code: 'internal', message, reopen: false });
}
