import { type FileHandle, open } from 'node:fs/promises';
import { fileErrorOf } from '../io/file-error.js';

/** A file with what an import could not store: a JSON object a line. Only its owner can read it. */
export interface RejectsFile {
  /** Writes a line. The first one creates the file, or replaces an older one. */
  add(json: string): Promise<void>;
  close(): Promise<void>;
}

/** @throws UnavailableError if it cannot be written. */
export function createRejectsFile(path: string): RejectsFile {
  let file: FileHandle | undefined;
  return {
    async add(json) {
      try {
        file ??= await openPrivate(path);
        await file.write(`${json}\n`);
      } catch (error) {
        throw fileErrorOf(error, path, 'written');
      }
    },
    async close() {
      await file?.close();
    },
  };
}

async function openPrivate(path: string): Promise<FileHandle> {
  const file = await open(path, 'w', 0o600);
  await file.chmod(0o600); // It may have been there before.
  return file;
}
