import { failureOf, RequestError } from '../errors/failure.js';
import { refuseUnwritable } from '../files/refuse-unwritable.js';
import type { Connection } from '../schema/connection.js';

/**
 * Writes to the file, within a transaction. It writes a value that is already there: one page, the least that can be written.
 *
 * @throws RequestError if other writes would fail, such as those of a whole batch.
 */
export function writeProbe(connection: Connection, file: string): void {
  try {
    refuseUnwritable(file);
  } catch (error) {
    throw new RequestError(failureOf(error));
  }
  const [version] = connection.prepare('PRAGMA user_version').get() ?? [];
  connection.exec(`PRAGMA user_version = ${Number(version)}`);
}
