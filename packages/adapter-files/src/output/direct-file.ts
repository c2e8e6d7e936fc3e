import { open } from 'node:fs/promises';
import { throwIfAborted } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';
import type { OutputFile } from './output-file.js';
import { writeWhole } from './write-whole.js';

/** Opens a path that is not a regular file, such as a named pipe or `/dev/null`. It is written to directly, since it cannot be replaced. */
export async function openDirectFile(path: string): Promise<OutputFile> {
  const file = await open(path, 'w');
  return {
    folder: undefined,
    async write(text, options) {
      throwIfAborted(options);
      try {
        await writeWhole(file, text);
      } catch (error) {
        throw fileErrorOf(error, path, 'written');
      }
    },
    sync: () => file.close(),
    commit: async () => undefined,
    discard: async () => {
      await file.close().catch(() => undefined); // It may be closed already.
    },
  };
}
