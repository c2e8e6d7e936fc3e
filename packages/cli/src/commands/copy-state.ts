import { identifier, labels, number, optional, record, required, text } from '@memex/core/model';
import { COPIED_KINDS, type CopyPlace } from '@memex/core/toolkit';
import { createStateFile } from '../terminal/state-file.js';

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
      leftOut: optional(number),
    }),
  ),
});

/** `recall` throws a CliError if the file exists but cannot be read. */
export function copyStateIn(file: string, { source, target }: CopiedStores): CopyState {
  const state = createStateFile(file, Kept);
  return {
    async recall() {
      const kept = await state.recall();
      if (kept === undefined || kept.source !== source || kept.target !== target) return undefined;
      const { kind, after, copied, leftOut } = kept.place;
      return { kind, after: after ?? undefined, copied: copied ?? undefined, leftOut: leftOut ?? undefined };
    },
    remember: ({ kind, after = null, copied = null, leftOut = null }) =>
      state.remember({ source, target, place: { kind, after, copied, leftOut } }),
    forget: () => state.forget(),
    settle: () => state.settle(),
  };
}
