import type { FileIdentity } from '../files/identity.js';

/** Has a connection of its own to a file that is shared with others. */
export interface Reopenable {
  /** Closes the connection as soon as it is idle. Resolves when it is closed. */
  release(): Promise<void>;
}

/** Limits how often failing writes make readers reopen the file. */
const MIN_REOPEN_INTERVAL_MS = 1_000;

/** The file that all connections of a store have open. */
export class OpenFile {
  /** The file that was opened first. No other file may take its place until the store is stopped. */
  identity: FileIdentity | undefined;
  /** Whether a call found content that SQLite cannot read. */
  isDamaged = false;
  private readonly connections: Reopenable[] = [];
  private pending: Promise<unknown> = Promise.resolve();
  private last = Number.NEGATIVE_INFINITY;

  add(connection: Reopenable): void {
    this.connections.push(connection);
  }

  /**
   * Closes all connections; the next calls open them again. While any connection of the process is open, SQLite keeps what it once
   * learned about the file, such as that it is read-only.
   */
  reopen(): void {
    if (performance.now() - this.last < MIN_REOPEN_INTERVAL_MS) return;
    this.last = performance.now();
    this.pending = Promise.allSettled(this.connections.map((connection) => connection.release()));
  }

  /** Resolves when all connections that were to be closed are closed. */
  async released(): Promise<void> {
    await this.pending;
  }

  /** Call this when the store has stopped. The next start takes whatever file it finds. */
  forget(): void {
    this.identity = undefined;
    this.isDamaged = false;
  }
}
