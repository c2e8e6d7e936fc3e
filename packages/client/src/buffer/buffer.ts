import type { DeadLetter, EntryKind, UnsentEntry } from '../model/errors.js';

/** Entries that are sent together, again and again with the same key until the server has taken them. Nothing is added to it any more. */
export interface SealedBatch {
  readonly kind: EntryKind;
  /** Its idempotency key. */
  readonly key: string;
  /** When its first entry was added, in milliseconds since 1970. */
  readonly createdAt: number;
  /** Batches are sent in this order. Those of an earlier process come first. */
  readonly order: number;
  /** Whether an earlier process may have sent it. */
  readonly recovered: boolean;
  /** The entries as JSON, in order. */
  readonly entries: readonly string[];
}

/** How a batch begins. */
export interface BatchStart {
  readonly key: string;
  readonly createdAt: number;
}

/** Where entries wait until the server has taken them. */
export interface ClientBuffer {
  /** Takes possession of it. @throws BufferLockedError */
  open(): OpenBuffer;
}

/**
 * A buffer that one client uses. What is added to it is in the buffer when `add` returns. Of each kind one batch is open at a time: `add`
 * begins it, or adds to it, and `seal` ends it.
 */
export interface OpenBuffer {
  /** Whether what is in it outlives the process. */
  readonly durable: boolean;
  /**
   * Adds an entry to the open batch of its kind.
   *
   * @param start - Given where the entry is the first of a batch.
   * @throws BufferFullError: then the buffer is as it was.
   */
  add(kind: EntryKind, text: string, start: BatchStart | undefined): void;
  /** Ends the open batch: from now on it can be taken. */
  seal(kind: EntryKind): void;
  /** The order of the newest batch, open or not; -1 where this process made none. */
  latest(): number;
  /** Whether a batch may be there to be taken. */
  hasSealed(): boolean;
  /** The order of the oldest batch that is sealed and not settled, taken or not; a number below it where it is not known yet; infinite where there is none. */
  oldest(): number;
  /** Takes the oldest batch, which is given to nobody else. */
  take(): Promise<SealedBatch | undefined>;
  /** Forgets a batch that was taken: each of its entries is stored, or is a dead letter. */
  settle(batch: SealedBatch): void;
  /** Whether a batch, or a part of one, was found too large to be sent at once. */
  isSplit(batch: SealedBatch, key: string): boolean;
  markSplit(batch: SealedBatch, key: string): void;
  /** Keeps what the server refused. @throws BufferFullError */
  moveToDead(letters: readonly DeadLetter[]): void;
  /** What was refused and not replayed, oldest first. */
  letters(): AsyncIterable<DeadLetter>;
  /** Puts back all dead letters, as batches of at most `size`. Interrupted and repeated, it makes the same batches. Resolves with their number. */
  replay(size: number): Promise<number>;
  /** Removes the dead letters that match; resolves with their number. */
  removeLetters(matches: (letter: DeadLetter) => boolean): Promise<number>;
  /** How much of it is used, in bytes. */
  bytes(): number;
  /** Releases it. Gives what is lost by that: nothing where it is durable. */
  close(): Promise<readonly UnsentEntry[]>;
}
