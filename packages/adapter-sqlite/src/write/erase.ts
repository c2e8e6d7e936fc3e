import { RESULT, resultCodeOf } from '../driver/result-code.js';
import { RequestError } from '../errors/failure.js';
import type { EntrySelector } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { selectIds } from '../statements/select.js';
import { removeSelected } from './remove.js';

/** How many entries one transaction deletes at most. Other processes can write in between. */
const MAX_DELETIONS_PER_COMMIT = 5_000;

/** How often to try to empty the write-ahead log. Each time, other processes have some seconds to stop reading from it. */
const MAX_ATTEMPTS = 2;

/** Deletes all selected entries. @returns How many. */
function deleteAll(connection: Connection, selection: EntrySelector): number {
  let total = 0;
  for (;;) {
    const removed = connection.transaction(() =>
      removeSelected(connection, selection, MAX_DELETIONS_PER_COMMIT),
    );
    total += removed;
    if (removed < MAX_DELETIONS_PER_COMMIT) return total;
  }
}

/**
 * Deletes all selected entries, and then empties the write-ahead log, which still holds their texts.
 *
 * @throws RequestError if the log could not be emptied because other processes read from it. Repeat the erasure then.
 */
export function erase(connection: Connection, selection: EntrySelector): number {
  let total = 0;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    total += deleteAll(connection, selection);
    // Another process may have added entries meanwhile.
    if (emptyLog(connection) && selectIds(connection, selection, 1).length === 0) return total;
  }
  throw new RequestError({
    code: 'unavailable',
    reason: 'another process still reads from before the erasure; repeat it',
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
