import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileErrorOf } from '../io/file-error.js';
import { syncFolder } from './sync-folder.js';
import { writeWhole } from './write-whole.js';

/** A file that is written under another name, and appears under its own when it is complete. A cut-off one can be continued. */
export interface PartialFile {
  /** Where it is until it is complete. */
  readonly partialPath: string;
  /** How many bytes it has. */
  readonly size: number;
  /** @throws UnavailableError if it cannot be written. */
  write(bytes: Uint8Array): Promise<void>;
  /** Gives it its name, when all of it is on the disk. A file that had the name is replaced. */
  commit(): Promise<void>;
  /** Closes it, and leaves it where it is. */
  keep(): Promise<void>;
  /** Removes it. */
  discard(): Promise<void>;
}

/**
 * Opens the partial file of a path.
 *
 * @param size - How many bytes of an earlier partial file to keep. If there are fewer, or without this, the file begins anew.
 * @throws UnavailableError if it cannot be written.
 */
export async function openPartialFile(path: string, size = 0): Promise<PartialFile> {
  const partialPath = `${path}.partial`;
  const kept = (await sizeOf(partialPath)) >= size ? size : 0;
  const attempt = async <T>(step: () => Promise<T>): Promise<T> => {
    try {
      return await step();
    } catch (error) {
      throw fileErrorOf(error, path, 'written');
    }
  };
  await attempt(() => refuseOther(path));
  const file: FileHandle = await attempt(() => open(partialPath, kept > 0 ? 'r+' : 'w'));
  await attempt(() => file.truncate(kept));
  let written = kept;
  return {
    partialPath,
    get size() {
      return written;
    },
    write: (bytes) =>
      attempt(async () => {
        await writeWhole(file, bytes, written);
        written += bytes.length;
      }),
    commit: () =>
      attempt(async () => {
        await file.sync();
        await file.close();
        await rename(partialPath, path);
        await syncFolder(dirname(path));
      }),
    keep: () => attempt(() => file.close()),
    async discard() {
      await attempt(() => file.close());
      await rm(partialPath, { force: true });
    },
  };
}

/** A device or a pipe, such as /dev/null, would be replaced by a file. */
async function refuseOther(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined); // If there is another reason, opening it will fail with that.
  if (found?.isDirectory()) throw new Error('it is a folder');
  if (found !== undefined && !found.isFile()) throw new Error('it is no regular file; - is standard output');
}

/** Zero if there is no such file. */
async function sizeOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined); // If there is another reason, opening it will fail with that.
  return found?.size ?? 0;
}
