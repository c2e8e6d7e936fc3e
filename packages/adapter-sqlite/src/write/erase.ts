import { RESULT, resultCodeOf } from '../driver/result-code.js';
import { RequestError } from '../errors/failure.js';
import type { Selection } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { selectIds } from '../statements/select.js';
import { removeSelected } from './remove.js';

/** Entries deleted by one transaction: other processes write between two of them. */
const CLEARED_AT_ONCE = 5_000;

/** How often the log of writes is tried to be emptied; each time other processes have some seconds to end their reading. */
const ATTEMPTS = 2;

/** Deletes every selected entry, and says how many. */
function clear(connection: Connection, selection: Selection): number {
  let total = 0;
  for (;;) {
    const removed = connection.transaction(() => removeSelected(connection, selection, CLEARED_AT_ONCE));
    total += removed;
    if (removed < CLEARED_AT_ONCE) return total;
  }
}

/**
 * Deletes every selected entry, and then empties the log of writes, which still holds their texts.
 *
 * @throws RequestError where it could not be emptied because others read from it. To be repeated.
 */
export function erase(connection: Connection, selection: Selection): number {
  let total = 0;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    total += clear(connection, selection);
    // Another process may have written meanwhile.
    if (emptyLog(connection) && selectIds(connection, selection, 1).length === 0) return total;
  }
  throw new RequestError({
    code: 'unavailable',
    reason: 'another process keeps reading from before the erasure, which is to be repeated',
    reopen: false,
  });
}

function emptyLog(connection: Connection): boolean {
  try {
    return connection.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.[0] === 0;
  } catch (error) {
    const code = resultCodeOf(error);
    if (code === RESULT.BUSY || code === RESULT.LOCKED) return false;
    throw error;
  }
}
