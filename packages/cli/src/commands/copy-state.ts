import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isMemexError } from '@memex/core';
import { decode, identifier, labels, number, optional, record, required, text } from '@memex/core/model';
import { COPIED_KINDS, type CopyPlace } from '@memex/core/toolkit';
import { CliError, EXIT } from '../terminal/cli-error.js';

/** Keeps the progress of a copy in a file, which is replaced atomically. */
export interface CopyState {
  /** Where the copy was interrupted; undefined if there is no such file, if it is from another copy, or if its content is invalid. */
  recall(): Promise<CopyPlace | undefined>;
  remember(place: CopyPlace): void;
  forget(): Promise<void>;
  /** Resolves when the last remembered place is on the disk. */
  settle(): Promise<void>;
}

/** The identities of both stores. */
export interface CopiedStores {
  readonly source: string;
  readonly target: string;
}

const Kept = record('CopyState', {
  source: required(identifier),
  target: required(identifier),
  place: required(
    record('CopyPlace', {
      kind: required(labels('CopiedKind', COPIED_KINDS)),
      after: optional(text),
      copied: optional(number),
    }),
  ),
});

/** `recall` throws a CliError if the file exists but cannot be read. */
export function copyStateIn(file: string, { source, target }: CopiedStores): CopyState {
  let writing: Promise<unknown> = Promise.resolve();
  return {
    async recall() {
      const kept = readKept(await textOf(file));
      if (kept === undefined || kept.source !== source || kept.target !== target) return undefined;
      const { kind, after, copied } = kept.place;
      return { kind, after: after ?? undefined, copied: copied ?? undefined };
    },
    remember(place) {
      writing = writing.then(async () => {
        await writeFile(`${file}.new`, JSON.stringify({ source, target, place }));
        await rename(`${file}.new`, file);
      });
      writing.catch(() => undefined); // Errors are thrown when the copy ends, by `forget` or `settle`.
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
    throw new CliError(
      EXIT.failed,
      [`${file}, which records the progress of a copy, cannot be read: ${code}`],
      {
        cause: error,
      },
    );
  }
}

/** Undefined for a text that is empty, cut off, or from an earlier version, which did not record the identities of the stores. */
function readKept(json: string) {
  try {
    return decode(Kept, JSON.parse(json));
  } catch (error) {
    if (error instanceof SyntaxError || isMemexError(error, 'malformed')) return undefined;
    throw error;
  }
}
