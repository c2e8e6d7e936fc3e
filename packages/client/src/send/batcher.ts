import type { OpenBuffer } from '../buffer/buffer.js';
import { byteLength } from '../buffer/byte-length.js';
import type { EntryKind } from '../model/errors.js';

export interface BatchLimits {
  /** Most entries of a batch. */
  readonly entries: number;
  /** Most bytes of a batch, but for one entry that is larger. */
  readonly bytes: number;
  /** How long a batch waits for more, in milliseconds. */
  readonly delayMs: number;
}

/** Where an entry is: its batch, and its place in it. */
export interface Ticket {
  readonly key: string;
  readonly place: number;
}

/** Divides what is added into batches, in a buffer. */
export interface Batcher {
  /** @throws BufferFullError */
  add(kind: EntryKind, text: string): Ticket;
  /** Ends the open batches. */
  sealAll(): void;
}

interface OpenBatch {
  readonly key: string;
  readonly timer: ReturnType<typeof setTimeout>;
  count: number;
  bytes: number;
}

const KINDS: readonly EntryKind[] = ['messages', 'logs'];

/** @param onSealed - Called when a batch can be taken. */
export function createBatcher(buffer: OpenBuffer, limits: BatchLimits, onSealed: () => void): Batcher {
  const open: Record<EntryKind, OpenBatch | undefined> = { messages: undefined, logs: undefined };
  const prefix = randomText();
  let made = 0;

  const seal = (kind: EntryKind): void => {
    const batch = open[kind];
    if (batch === undefined) return;
    clearTimeout(batch.timer);
    open[kind] = undefined;
    buffer.seal(kind);
    onSealed();
  };
  const begin = (kind: EntryKind, key: string, text: string, bytes: number): OpenBatch => {
    buffer.add(kind, text, { key, createdAt: Date.now() });
    const timer = setTimeout(() => seal(kind), limits.delayMs);
    const batch = { key, timer, count: 1, bytes };
    open[kind] = batch;
    return batch;
  };
  return {
    add(kind, text) {
      const bytes = byteLength(text) + 1;
      let batch = open[kind];
      if (batch !== undefined && batch.bytes + bytes > limits.bytes) {
        seal(kind);
        batch = undefined;
      }
      if (batch === undefined) batch = begin(kind, `${prefix}-${made++}`, text, bytes);
      else {
        buffer.add(kind, text, undefined);
        batch.count++;
        batch.bytes += bytes;
      }
      const ticket = { key: batch.key, place: batch.count - 1 };
      if (batch.count >= limits.entries) seal(kind);
      return ticket;
    },
    sealAll() {
      for (const kind of KINDS) seal(kind);
    },
  };
}

/** No two clients have the same. */
function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
