import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { isMemexError } from '@memex/core';
import { decode, identifier, labels, number, optional, record, required, text } from '@memex/core/model';
import { COPIED_KINDS, type CopyPlace } from '@memex/core/toolkit';
import { CliError, EXIT } from '../terminal/cli-error.js';

/** Keeps the place of a copy in a file, whole at every moment. */
export interface CopyState {
  /** The place of the copy; undefined where it has none, or where the file holds that of another copy, or nothing that can be read. */
  recall(): Promise<CopyPlace | undefined>;
  remember(place: CopyPlace): void;
  forget(): Promise<void>;
  /** Resolves when what is remembered is on the disk. */
  settle(): Promise<void>;
}

/** Whose place it is: the identities of both stores. */
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

/** @throws CliError of `recall`, where the file is there and cannot be read. */
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
      writing.catch(() => undefined); // Awaited when the copy ends, as it is written.
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
    throw new CliError(EXIT.failed, [`${file}, which keeps how far a copy is, cannot be read: ${code}`], {
      cause: error,
    });
  }
}

/** Undefined where the text is none of ours: empty, cut off, or of an earlier version, which did not tell stores apart. */
function readKept(json: string) {
  try {
    return decode(Kept, JSON.parse(json));
  } catch (error) {
    if (error instanceof SyntaxError || isMemexError(error, 'malformed')) return undefined;
    throw error;
  }
}
