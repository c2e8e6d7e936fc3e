import { BufferFullError, type DeadLetter, type EntryKind, type UnsentEntry } from '../model/errors.js';
import type { BatchStart, ClientBuffer, OpenBuffer, SealedBatch } from './buffer.js';
import { byteLength } from './byte-length.js';
import { type ReplayedBatch, replayBatches } from './replay.js';

export interface MemoryBufferOptions {
  /** Most bytes of entries and dead letters that are held; 64 MiB where absent. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 64 * 1_048_576;

interface HeldBatch extends SealedBatch {
  readonly entries: string[];
}

/** A buffer that lasts as long as the process. */
export function memoryBuffer({ maxBytes = MAX_BYTES }: MemoryBufferOptions = {}): ClientBuffer {
  return { open: () => openMemory(maxBytes) };
}

/** Buffers that keep what is in memory elsewhere too can put in what they find there. */
export interface MemoryBuffer extends OpenBuffer {
  /** Adds batches that are complete, and may have been sent. */
  insert(batches: Iterable<ReplayedBatch>): void;
  markSplitPart(key: string): void;
}

export function openMemory(maxBytes: number): MemoryBuffer {
  const open: Record<EntryKind, HeldBatch | undefined> = { messages: undefined, logs: undefined };
  let sealed: HeldBatch[] = [];
  let taken = 0; // Those of `sealed` that are no longer in it: shifting an array costs more the longer it is.
  const underWay = new Set<SealedBatch>();
  const splits = new Set<string>();
  let letters: DeadLetter[] = [];
  let bytes = 0;
  let nextOrder = 0;
  let nextFound = -Number.MAX_SAFE_INTEGER;

  const reserve = (size: number): void => {
    if (bytes + size > maxBytes)
      throw new BufferFullError(`the buffer holds ${bytes} bytes, and at most ${maxBytes}`);
    bytes += size;
  };
  const begin = (kind: EntryKind, { key, createdAt }: BatchStart): HeldBatch => {
    const batch = { kind, key, createdAt, order: nextOrder++, recovered: false, entries: [] };
    open[kind] = batch;
    return batch;
  };
  /** Puts a batch in its place: kinds and origins share one order, and what began earlier may be sealed later. */
  const putInOrder = (batch: HeldBatch): void => {
    let place = sealed.length;
    while (place > taken && (sealed[place - 1]?.order ?? 0) > batch.order) place--;
    sealed.splice(place, 0, batch);
  };
  const insert = ({ kind, key, createdAt, entries }: ReplayedBatch): void => {
    putInOrder({ kind, key, createdAt, order: nextFound++, recovered: true, entries: [...entries] });
    bytes += sizeOf(entries);
  };
  const sizeOfLetters = (some: readonly DeadLetter[]): number => sizeOf(some.map(({ text }) => text));

  return {
    durable: false,
    add(kind, text, start) {
      const size = byteLength(text);
      reserve(size);
      const batch = start === undefined ? open[kind] : begin(kind, start);
      if (batch === undefined) throw new TypeError('no batch is open');
      batch.entries.push(text);
    },
    seal(kind) {
      const batch = open[kind];
      if (batch === undefined) return;
      open[kind] = undefined;
      putInOrder(batch);
    },
    latest: () => nextOrder - 1,
    hasSealed: () => taken < sealed.length,
    oldest() {
      let oldest = sealed[taken]?.order ?? Infinity;
      for (const { order } of underWay) oldest = Math.min(oldest, order);
      return oldest;
    },
    async take() {
      const batch = sealed[taken];
      if (batch === undefined) return undefined;
      taken++;
      if (taken > 1_000 && taken * 2 > sealed.length) {
        sealed = sealed.slice(taken);
        taken = 0;
      }
      underWay.add(batch);
      return batch;
    },
    settle(batch) {
      if (!underWay.delete(batch)) return;
      bytes -= sizeOf(batch.entries);
      splits.delete(batch.key);
    },
    isSplit: (_, key) => splits.has(key),
    markSplit: (_, key) => void splits.add(key),
    moveToDead(some) {
      letters.push(...some);
      bytes += sizeOfLetters(some); // Their batch still counts, so that there is room for them.
    },
    async *letters() {
      yield* [...letters];
    },
    insert(batches) {
      for (const batch of batches) insert(batch);
    },
    markSplitPart: (key) => void splits.add(key),
    async replay(size) {
      const replayed = letters;
      letters = [];
      bytes -= sizeOfLetters(replayed);
      for (const batch of replayBatches(replayed, size)) insert(batch);
      return replayed.length;
    },
    async removeLetters(matches) {
      const removed = letters.filter(matches);
      letters = letters.filter((letter) => !removed.includes(letter));
      bytes -= sizeOfLetters(removed);
      return removed.length;
    },
    bytes: () => bytes,
    async close() {
      const left = [...underWay, ...sealed.slice(taken)];
      for (const batch of Object.values(open)) if (batch !== undefined) left.push(batch);
      return left.flatMap(({ kind, entries }): UnsentEntry[] => entries.map((text) => ({ kind, text })));
    },
  };
}

function sizeOf(entries: readonly string[]): number {
  return entries.reduce((sum, text) => sum + byteLength(text), 0);
}
