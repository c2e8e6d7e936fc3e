import type { LogInput, MessageInput } from '@memex/core';
import type { ClientBuffer } from './buffer/buffer.js';
import type { CompleteEntry } from './model/entry.js';
import type { DeadLetter } from './model/errors.js';
import type { BatchLimits } from './send/batcher.js';
import type { ClientState } from './state.js';

export interface ClientOptions {
  /** Address of the API, such as `https://memex.example.org`. */
  readonly url: string;
  readonly apiKey?: string | undefined;
  /** Of entries and queries that name none. */
  readonly project?: string | undefined;
  /** Where entries wait; in memory where absent. */
  readonly buffer?: ClientBuffer | undefined;
  readonly batch?: Partial<BatchOptions> | undefined;
  /** Longest time of one attempt, in milliseconds; 30,000 where absent. */
  readonly attemptTimeoutMs?: number | undefined;
  /**
   * Sees every entry before it is in the buffer: what it returns is buffered in its place, and nothing where it returns undefined. So what
   * must not leave the process is not written to disk either. What it throws the caller gets.
   */
  readonly beforeSend?: ((entry: CompleteEntry) => MessageInput | LogInput | undefined) | undefined;
  /** Told of every entry that became a dead letter. */
  readonly onRejected?: ((letters: readonly DeadLetter[]) => void) | undefined;
  /** Told when the status changes, and of each wait for the server. */
  readonly onState?: ((state: ClientState) => void) | undefined;
}

export interface BatchOptions extends BatchLimits {
  /** Batches under way at once. With one, entries are stored in the order in which they were added. */
  readonly concurrency: number;
}

export const DEFAULT_BATCH: BatchOptions = { entries: 100, bytes: 256_000, delayMs: 1_000, concurrency: 1 };
export const DEFAULT_ATTEMPT_TIMEOUT_MS = 30_000;
