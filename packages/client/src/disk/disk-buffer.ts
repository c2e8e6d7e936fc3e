import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ClientBuffer, OpenBuffer, SealedBatch } from '../buffer/buffer.js';
import { byteLength } from '../buffer/byte-length.js';
import { replayBatches } from '../buffer/replay.js';
import { BufferFullError, type EntryKind } from '../model/errors.js';
import { createJournal } from './create-journal.js';
import { openDeadFile } from './dead-file.js';
import { type FolderLock, lockFolder } from './folder-lock.js';
import type { Journal, JournalOptions } from './journal.js';
import { MARKS } from './segment.js';

/**
 * When what is added is forced onto the disk, so that it outlives a loss of power. The death of the process it outlives in any case.
 *
 * - `entry`: before `request` and the like return. It takes the time of a disk.
 * - `batch`: before a batch is sent for the first time. A loss of power can take what was not sent yet; nothing is ever stored twice.
 * - `never`: when the system does it. After a loss of power a batch may be stored twice, in parts.
 */
export type Sync = 'entry' | 'batch' | 'never';

export interface DiskBufferOptions {
  /** Made where it is missing. One process at a time may use it. */
  readonly folder: string;
  /** Most bytes of entries and dead letters that it holds; 1 GiB where absent. */
  readonly maxBytes?: number;
  /** `batch` where absent. */
  readonly sync?: Sync;
}

const MAX_BYTES = 1_073_741_824;
const KINDS: readonly EntryKind[] = ['messages', 'logs'];

/** A buffer in files: what it has taken outlives the process, and is sent by the next one. */
export function diskBuffer(options: DiskBufferOptions): ClientBuffer {
  return { open: () => openDisk(options) };
}

function openDisk(options: DiskBufferOptions): OpenBuffer {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const lock = lockFolder(options.folder);
  try {
    return openLocked(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function openLocked(
  { folder, maxBytes = MAX_BYTES, sync = 'batch' }: DiskBufferOptions,
  lock: FolderLock,
): OpenBuffer {
  let made = 0;
  let found = -Number.MAX_SAFE_INTEGER;
  const journalOf = (kind: EntryKind): Journal => {
    const options: JournalOptions = {
      folder,
      kind,
      segments: findSegments(folder, kind),
      nextOrder: (recovered) => (recovered ? found++ : made++),
      syncsBatches: sync !== 'never',
      onDamage: (lines) => putAside(folder, lines),
    };
    return createJournal(options);
  };
  const journals: Record<EntryKind, Journal> = { messages: journalOf('messages'), logs: journalOf('logs') };
  const both = KINDS.map((kind) => journals[kind]);
  const dead = openDeadFile(folder);
  const bytes = (): number => both.reduce((sum, journal) => sum + journal.bytes(), dead.bytes());

  return {
    durable: true,
    add(kind, text, start) {
      const held = bytes();
      if (held + byteLength(text) > maxBytes)
        throw new BufferFullError(`the buffer holds ${held} bytes, and at most ${maxBytes}`);
      journals[kind].add(text, start);
      if (sync === 'entry') journals[kind].syncNow();
    },
    seal: (kind) => journals[kind].seal(),
    latest: () => made - 1,
    hasSealed: () => both.some((journal) => journal.hasSealed()),
    oldest: () => Math.min(...both.map((journal) => journal.oldest())),
    async take(): Promise<SealedBatch | undefined> {
      for (const journal of both) await journal.look();
      const [first] = both
        .filter((journal) => journal.head() !== undefined)
        .sort((a, b) => (a.head() ?? 0) - (b.head() ?? 0));
      return first?.take();
    },
    settle: (batch) => journals[batch.kind].settle(batch),
    isSplit: (batch, part) => journals[batch.kind].isSplit(batch, part),
    markSplit: (batch, part) => journals[batch.kind].markSplit(batch, part),
    moveToDead: (letters) => dead.add(letters),
    letters: () => dead.letters(),
    replay: (size) =>
      dead.drain((letters) => {
        const batches = [...replayBatches(letters, size)];
        for (const kind of KINDS) journals[kind].insert(batches.filter((batch) => batch.kind === kind));
      }),
    async removeLetters(matches) {
      return dead.remove(matches);
    },
    bytes,
    async close() {
      for (const journal of both) journal.close();
      lock.release();
      return [];
    },
  };
}

/** The segments of a kind, oldest first. What a process left half made is removed. */
function findSegments(folder: string, kind: EntryKind): readonly number[] {
  const names = readdirSync(folder);
  for (const name of names) {
    const isOrphan = name.endsWith(MARKS) && !names.includes(name.slice(0, -MARKS.length));
    if (name.endsWith('.new') || isOrphan) rmSync(join(folder, name), { force: true });
  }
  const form = new RegExp(`^${kind}-(\\d+)\\.ndjson$`);
  return names
    .flatMap((name) => form.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Lines that a loss of power damaged cannot be sent. They are kept for who wants to look at them. */
function putAside(folder: string, lines: readonly string[]): void {
  const file = join(folder, 'damaged.txt');
  appendFileSync(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  process.emitWarning(`damaged lines of the buffer (${lines.length}) were put into ${file}`, 'MemexWarning');
}
