import {
  appendFileSync,
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  openSync,
  read as readFd,
  readFileSync,
  rmSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { syncFolder, syncFolderNow } from './sync-folder.js';
import { writeWhole } from './write-whole.js';

/** One file of a journal, and beside it one that tells which of its batches are settled, and which were split. */
export interface Segment {
  /** The size of its file, in bytes. */
  readonly size: number;
  /** Adds to its end, all or nothing. */
  append(data: Uint8Array): void;
  read(offset: number, length: number): Promise<Buffer>;
  /** Resolves when all that was added is on the disk. */
  sync(): Promise<void>;
  /** The same, before it returns. */
  syncNow(): void;
  mark(what: Mark, key: string): void;
  isMarked(what: Mark, key: string): boolean;
  /** Lets go of its file, which stays. */
  close(): void;
  remove(): void;
}

export type Mark = 'settled' | 'split';

/** @param size - Of its file; 0 where there is none yet. */
export function openSegment(path: string, size: number): Segment {
  const markFile = `${path}${MARKS}`;
  const marks = new Set(existsSync(markFile) ? readFileSync(markFile, 'utf8').split('\n') : []);
  let unwritten = '';
  let fd: number | undefined;
  let synced = 0;
  let users = 0;
  let isLeft = false;
  const opened = (): number => {
    fd ??= openSync(path, 'a+', 0o600);
    return fd;
  };
  const closeUnused = (): void => {
    if (!isLeft || users > 0 || fd === undefined) return;
    closeSync(fd);
    fd = undefined;
  };
  /** Keeps the file open until the work is done: another file could get its number meanwhile. */
  const use = async <A>(work: (fd: number) => Promise<A>): Promise<A> => {
    users++;
    try {
      return await work(opened());
    } finally {
      users--;
      closeUnused();
    }
  };
  return {
    get size() {
      return size;
    },
    append(data) {
      writeWhole(opened(), data, size);
      size += data.length;
    },
    read: (offset, length) =>
      use(async (opened) => {
        const { buffer, bytesRead } = await promisify(readFd)(
          opened,
          Buffer.allocUnsafe(length),
          0,
          length,
          offset,
        );
        return buffer.subarray(0, bytesRead);
      }),
    async sync() {
      const upTo = size;
      if (synced >= upTo) return;
      await use(promisify(fdatasync));
      if (synced === 0) await syncFolder(dirname(path));
      synced = Math.max(synced, upTo);
    },
    syncNow() {
      fdatasyncSync(opened());
      if (synced === 0) syncFolderNow(dirname(path));
      synced = size;
    },
    mark(what, key) {
      const line = `${what} ${key}`;
      marks.add(line);
      unwritten += `${line}\n`;
      try {
        appendFileSync(markFile, unwritten, { mode: 0o600 });
        unwritten = '';
      } catch {
        // Written with the next one. A mark that is lost costs that a batch is sent again, with its key.
      }
    },
    isMarked: (what, key) => marks.has(`${what} ${key}`),
    close() {
      isLeft = true;
      closeUnused();
    },
    remove() {
      isLeft = true;
      closeUnused();
      rmSync(path, { force: true }); // First: without its marks it would be sent again.
      rmSync(markFile, { force: true });
    },
  };
}

/** How the names of files of marks end. */
export const MARKS = '.marks';
