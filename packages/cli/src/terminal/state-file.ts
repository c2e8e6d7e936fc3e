import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isMemexError } from '@memex/core';
import { decode } from '@memex/core/model';
import type * as t from 'io-ts';
import { CliError, EXIT } from './cli-error.js';

/** Keeps the progress of long work in a file, which is replaced atomically. */
export interface StateFile<T> {
  /** `undefined` if there is no such file, or if its content is invalid. @throws CliError if it cannot be read. */
  recall(): Promise<T | undefined>;
  remember(state: T): void;
  forget(): Promise<void>;
  /** Resolves when the last remembered state is on the disk. */
  settle(): Promise<void>;
}

/** @param codec - What the file contains. */
export function createStateFile<T>(file: string, codec: t.Type<T, unknown, unknown>): StateFile<T> {
  let writing: Promise<unknown> = Promise.resolve();
  return {
    async recall() {
      const json = await textOf(file);
      try {
        return decode(codec, JSON.parse(json));
      } catch (error) {
        // It is empty, cut off, or from another version.
        if (error instanceof SyntaxError || isMemexError(error, 'malformed')) return undefined;
        throw error;
      }
    },
    remember(state) {
      writing = writing.then(async () => {
        await writeFile(`${file}.new`, JSON.stringify(state));
        await rename(`${file}.new`, file);
      });
      writing.catch(() => undefined); // Errors are thrown when the work ends, by `forget` or `settle`.
    },
    async forget() {
      await writing;
      await rm(file, { force: true });
    },
    async settle() {
      await writing;
    },
  };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return '';
    throw new CliError(EXIT.failed, [`${file}, which records the progress, cannot be read: ${code}`], {
      cause: error,
    });
  }
}
