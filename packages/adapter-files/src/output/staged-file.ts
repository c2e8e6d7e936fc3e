import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { throwIfAborted } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';
import { temporaryNameOf } from './leftovers.js';
import type { OutputFile } from './output-file.js';
import { writeWhole } from './write-whole.js';

/** The file to replace. */
export interface Replacement {
  /** As the user wrote it, for errors. */
  readonly path: string;
  /** The real path, with links resolved. */
  readonly target: string;
  /** The mode of the existing file; undefined if there is none. */
  readonly mode: number | undefined;
}

/** Writes a temporary file next to the target, and replaces the target at the end. */
export async function stageFile({ path, target, mode }: Replacement): Promise<OutputFile> {
  // A rename needs permission for the folder only. This checks it for the file too.
  if (mode !== undefined) await (await open(target, 'r+')).close();
  const temporary = temporaryNameOf(target);
  const file = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
  let isOpen = true;
  let isStaged = true;
  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
  };
  const discard = async (): Promise<void> => {
    await close();
    if (isStaged) await rm(temporary, { force: true });
  };
  const attempt = async (step: () => Promise<unknown>): Promise<void> => {
    try {
      await step();
    } catch (error) {
      throw fileErrorOf(error, path, 'written');
    }
  };
  return {
    folder: dirname(target),
    async write(text, options) {
      throwIfAborted(options);
      await attempt(() => writeWhole(file, text));
    },
    sync: () =>
      attempt(async () => {
        // The umask removed bits of the existing file's mode.
        if (mode !== undefined) await file.chmod(mode & 0o777);
        await file.sync();
        await close();
      }),
    commit: () =>
      attempt(async () => {
        await rename(temporary, target);
        isStaged = false;
      }),
    discard,
  };
}
