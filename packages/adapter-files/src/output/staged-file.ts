import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { throwIfAborted } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';
import { temporaryNameOf } from './leftovers.js';
import type { OutputFile } from './output-file.js';
import { writeWhole } from './write-whole.js';

/** A file to be replaced. */
export interface Replaced {
  /** As the user named it, for errors. */
  readonly path: string;
  /** Where it is, behind links. */
  readonly target: string;
  /** Of the file there is; undefined where there is none. */
  readonly mode: number | undefined;
}

/** A file that is written beside the one whose place it takes in the end. */
export async function stageFile({ path, target, mode }: Replaced): Promise<OutputFile> {
  // A rename asks whether the folder may be written to, and not whether the file may.
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
        // The umask took bits from the mode that the file there was has.
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
