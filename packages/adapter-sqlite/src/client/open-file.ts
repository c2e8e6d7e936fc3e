import type { FileIdentity } from '../files/identity.js';

/** What holds a connection of its own to a file that others hold too. */
export interface Reopenable {
  /** Lets go of the connection as soon as it is idle; resolves then. */
  release(): Promise<void>;
}

/** While the cause lasts, readers are not to be disturbed by each write that fails. */
const MIN_REOPEN_INTERVAL_MS = 1_000;

/** What the connections of a store share: the file that they are open to. */
export class OpenFile {
  /** The file that was opened first; until the store is stopped no other takes its place. */
  identity: FileIdentity | undefined;
  /** Whether a call met content that SQLite cannot read. */
  isDamaged = false;
  private readonly parts: Reopenable[] = [];
  private pending: Promise<unknown> = Promise.resolve();
  private last = Number.NEGATIVE_INFINITY;

  add(part: Reopenable): void {
    this.parts.push(part);
  }

  /**
   * Has all connections opened anew together. SQLite keeps what it learnt of a file, such as that it is read-only, for as long as any
   * connection of the process has it open.
   */
  reopen(): void {
    if (performance.now() - this.last < MIN_REOPEN_INTERVAL_MS) return;
    this.last = performance.now();
    this.pending = Promise.allSettled(this.parts.map((part) => part.release()));
  }

  /** Resolves when no connection is left that was to be let go of. */
  async released(): Promise<void> {
    await this.pending;
  }

  /** To be called when the store was stopped: what is there when it is started again is its file. */
  forget(): void {
    this.identity = undefined;
    this.isDamaged = false;
  }
}
