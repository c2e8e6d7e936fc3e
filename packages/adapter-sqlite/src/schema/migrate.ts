import { Refusal } from '../thread/failure.js';
import type { Connection } from './connection.js';
import { MIGRATIONS } from './migrations.js';

/**
 * Brings a file to the newest schema. Several processes may do so at once: one of them does it.
 *
 * @throws Refusal where the file is of a newer version, or a database of something else.
 */
export function migrate(connection: Connection): void {
  if (versionOf(connection) === MIGRATIONS.length) return;
  connection.transaction(() => {
    const version = versionOf(connection);
    if (version > MIGRATIONS.length) {
      throw unusable(
        `it was written by a newer version of Memex (schema ${version}; this one knows ${MIGRATIONS.length})`,
      );
    }
    if (version === 0 && isForeign(connection)) {
      throw unusable('it is a database of something else than Memex');
    }
    for (const step of MIGRATIONS.slice(version)) step(connection);
    connection.exec(`PRAGMA user_version = ${MIGRATIONS.length}`);
  });
}

function versionOf(connection: Connection): number {
  return Number(connection.prepare('PRAGMA user_version').get()?.[0]);
}

function isForeign(connection: Connection): boolean {
  return connection.prepare('SELECT 1 FROM sqlite_schema').get() !== undefined;
}

function unusable(message: string): Refusal {
  return new Refusal({ code: 'internal', message, reopen: false });
}
