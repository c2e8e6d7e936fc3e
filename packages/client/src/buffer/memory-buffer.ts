import { BufferFullError, type DeadLetter, type EntryKind, type UnsentEntry } from '../model/errors.js';
import type { BatchStart, ClientBuffer, OpenBuffer, SealedBatch } from './buffer.js';
import { byteLength } from './byte-length.js';
import { replayBatches } from './replay.js';

export interface MemoryBufferOptions {
  /** Most bytes of entries and dead letters that are held; 64 MiB where absent. */
  readonly maxBytes?: number;
}

const MAX_BYTES = 64 * 1_048_576;

interface HeldBatch extends SealedBatch {
  readonly entries: string[];
  size: number;
}

/** A buffer that lasts as long as the process. */
export function memoryBuffer({ maxBytes = MAX_BYTES }: MemoryBufferOptions = {}): ClientBuffer {
  return { open: () => openMemory(maxBytes) };
}

function openMemory(maxBytes: number): OpenBuffer {
  const open: Record<EntryKind, HeldBatch | undefined> = { messages: undefined, logs: undefined };
  let sealed: HeldBatch[] = [];
  let taken = 0; // Those of `sealed` that are no longer in it: shifting an array costs more the longer it is.
  const underWay = new Set<SealedBatch>();
  const splits = new Set<string>();
  let letters: DeadLetter[] = [];
  let bytes = 0;
  let nextOrder = 0;

  const reserve = (size: number): void => {
    if (bytes + size > maxBytes)
      throw new BufferFullError(`the buffer holds ${bytes} bytes, and at most ${maxBytes}`);
    bytes += size;
  };
  const begin = (kind: EntryKind, { key, createdAt }: BatchStart): HeldBatch => {
    const batch = { kind, key, createdAt, order: nextOrder++, recovered: false, entries: [], size: 0 };
    open[kind] = batch;
    return batch;
  };
  const sizeOfLetters = (some: readonly DeadLetter[]): number =>
    some.reduce((sum, { text }) => sum + byteLength(text), 0);

  return {
    durable: false,
    add(kind, text, start) {
      const size = byteLength(text);
      reserve(size);
      const batch = start === undefined ? open[kind] : begin(kind, start);
      if (batch === undefined) throw new TypeError('no batch is open');
      batch.entries.push(text);
      batch.size += size;
    },
    seal(kind) {
      const batch = open[kind];
      if (batch === undefined) return;
      open[kind] = undefined;
      // The kinds share one order: a batch that began earlier may be sealed later.
      let place = sealed.length;
      while (place > taken && (sealed[place - 1]?.order ?? 0) > batch.order) place--;
      sealed.splice(place, 0, batch);
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
      bytes -= batch.entries.reduce((sum, text) => sum + byteLength(text), 0);
      splits.delete(batch.key);
    },
    isSplit: (_, key) => splits.has(key),
    markSplit: (_, key) => void splits.add(key),
    bury(some) {
      letters.push(...some);
      bytes += sizeOfLetters(some); // Their batch still counts, so that there is room for them.
    },
    async *letters() {
      yield* [...letters];
    },
    async replay(size) {
      const replayed = letters;
      letters = [];
      for (const { kind, key, createdAt, entries } of replayBatches(replayed, size)) {
        const held = {
          kind,
          key,
          createdAt,
          order: nextOrder++,
          recovered: true,
          entries: [...entries],
          size: 0,
        };
        sealed.push(held);
      }
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
