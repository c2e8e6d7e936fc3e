import { Refusal } from '../thread/failure.js';
import type { Connection } from './connection.js';

/**
 * Brings a file to the newest schema. Several processes may do so at once: one of them does it.
 *
 * @param steps - From an empty file to the newest schema; the file's `user_version` is how many it has taken.
 * @throws Refusal where the file is of a newer version, or a database of something else.
 */
export function migrate(connection: Connection, steps: readonly string[]): void {
  if (versionOf(connection) === steps.length) return;
  connection.transaction(() => {
    const version = versionOf(connection);
    if (version > steps.length) {
      throw unusable(
        `it was written by a newer version of Memex (schema ${version}; this one knows ${steps.length})`,
      );
    }
    if (version === 0 && isForeign(connection)) {
      throw unusable('it is a database of something else than Memex');
    }
    for (const step of steps.slice(version)) connection.exec(step);
    connection.exec(`PRAGMA user_version = ${steps.length}`);
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
