import { failureOf, RequestError } from '../errors/failure.js';
import { refuseUnwritable } from '../files/refuse-unwritable.js';
import type { Connection } from '../schema/connection.js';

/**
 * Writes to the file, within a transaction, what is there already: the least that can be written, one page.
 *
 * @throws RequestError where it can be seen beforehand that others could not write.
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
