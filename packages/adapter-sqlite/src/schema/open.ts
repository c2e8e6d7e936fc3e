import type { OpenDriver } from '../driver/driver.js';
import { RESULT, resultCodeOf } from '../driver/result-code.js';
import { makePrivate } from '../files/private.js';
import { type Connection, connectionOn } from './connection.js';
import { migrate } from './migrate.js';
import { STORE } from './schemas.js';

/** A file, and the driver to open it with. */
export interface DatabaseFile {
  readonly file: string;
  readonly openDriver: OpenDriver;
}

/** How long to wait for locks of other processes. */
const LOCK_TIMEOUT_MS = 5_000;

/**
 * `synchronous = FULL`: a commit is on the disk before it is acknowledged. Some drivers default to less. `secure_delete`: deleted content
 * is overwritten. The write-ahead log is copied into the file every 32 MB, and truncated to 64 MB.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA secure_delete = ON;
  PRAGMA wal_autocheckpoint = 8000;
  PRAGMA journal_size_limit = 67108864;
  PRAGMA temp_store = FILE;
  PRAGMA cache_size = -16384;
`;

/**
 * Opens a file to write. Creates folder, file and schema if missing. Other users of the machine cannot read them.
 *
 * @param schema - That of a store by default.
 */
export function openToWrite(openDriver: OpenDriver, file: string, schema = STORE): Connection {
  makePrivate(file);
  return open(openDriver, file, (connection) => migrate(connection, schema), makeShrinkable);
}

/**
 * Lets a new file be made smaller in small steps. It must be said before the file has anything, and would ask for the lock of a file that has: a
 * store could then not be opened while another process holds it, nor a file that is read-only.
 */
function makeShrinkable(connection: Connection): void {
  const [pages] = connection.prepare('PRAGMA page_count').get() ?? [];
  if (pages === 0) connection.exec('PRAGMA auto_vacuum = INCREMENTAL');
}

/** Opens the file of a store for reading. */
export function openToRead(openDriver: OpenDriver, file: string): Connection {
  return open(openDriver, file, (connection) => connection.exec('PRAGMA query_only = ON'));
}

function open(
  openDriver: OpenDriver,
  file: string,
  prepare: (connection: Connection) => void,
  begin: (connection: Connection) => void = () => undefined,
): Connection {
  const deadline = Date.now() + LOCK_TIMEOUT_MS;
  for (;;) {
    const connection = connectionOn(openDriver(file));
    try {
      connection.exec(`PRAGMA busy_timeout = ${LOCK_TIMEOUT_MS}`);
      begin(connection);
      connection.exec(PRAGMAS);
      prepare(connection);
      return connection;
    } catch (error) {
      connection.close();
      // While another process switches a new file to WAL, doing the same fails at once, without waiting.
      if (resultCodeOf(error) !== RESULT.BUSY || Date.now() >= deadline) throw error;
      pause(RETRY_PAUSE_MS);
    }
  }
}

const RETRY_PAUSE_MS = 20;

/** Blocks the thread, which has nothing else to do. */
function pause(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}
