import type { BatchStart, SealedBatch } from '../buffer/buffer.js';
import type { EntryKind } from '../model/errors.js';

export interface JournalOptions {
  readonly folder: string;
  readonly kind: EntryKind;
  /** The segments that are there, oldest first. */
  readonly segments: readonly number[];
  /** The order of the next batch that is added, or found. */
  readonly nextOrder: (recovered: boolean) => number;
  /** Whether a batch must be on the disk before it is sent. */
  readonly syncsBatches: boolean;
  /** Told of lines that are no JSON. */
  readonly onDamage: (lines: readonly string[]) => void;
}

/** The batches of one kind, in segments: appended to the newest, and sent from the oldest. */
export interface Journal {
  add(text: string, start: BatchStart | undefined): void;
  seal(): void;
  hasSealed(): boolean;
  oldest(): number;
  /** The order of the next batch to take, where it is known. */
  head(): number | undefined;
  /** Finds out the next batch to take, from segments that were not looked at yet. */
  look(): Promise<void>;
  take(): Promise<SealedBatch | undefined>;
  settle(batch: SealedBatch): void;
  isSplit(batch: SealedBatch, part: string): boolean;
  markSplit(batch: SealedBatch, part: string): void;
  /** Adds batches that are complete, in a segment of their own. All or nothing. */
  insert(batches: Iterable<BatchStart & { readonly entries: readonly string[] }>): void;
  /** Returns when all that was added is on the disk. */
  syncNow(): void;
  bytes(): number;
  close(): void;
}
