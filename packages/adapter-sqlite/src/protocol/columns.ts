import type { MessagePort } from 'node:worker_threads';
import type { FieldPath } from '@memex/core/ports';
import type { LargeInteger } from '@memex/core/toolkit';
import type { Place } from './entries.js';
import type { Operation } from './operations.js';

/**
 * Names a column. `codes`: a column of the table of messages. `values`: what is at a path. `words`: 1 where a text at a path has one of
 * the words, otherwise 0. `answered`: of a response the message id that it answers, in the codes of `MESSAGE_IDS`.
 */
export type ColumnName =
  | { readonly kind: 'answered' }
  | { readonly kind: 'codes'; readonly column: string; readonly isHashed: boolean }
  | { readonly kind: 'values'; readonly path: FieldPath }
  | { readonly kind: 'words'; readonly path: FieldPath; readonly words: readonly string[] };

/** Where the rows of a segment come from, and in which order. */
interface Sources {
  /** Messages of a range of time up to an id, by instant and id. */
  readonly time: { readonly from: number; readonly to: number; readonly maxId: number };
  /** Messages behind an id, by id. */
  readonly arrival: { readonly afterId: number };
}

export type Source<By extends keyof Sources = keyof Sources> = {
  [B in By]: { readonly by: B } & Sources[B];
}[By];

/** Instants and ids of messages that follow each other. */
export interface ReadRows {
  readonly instants: Float64Array;
  readonly ids: Float64Array;
}

/** 64-bit hashes, by the codes that stand for them, as their upper and lower 32 bits. */
export interface Hashes {
  readonly upper: Int32Array;
  readonly lower: Int32Array;
}

/** A column of the rows of a chunk. Hashes have codes that mean something only here. */
export type ReadColumn =
  | { readonly form: 'codes'; readonly codes: Int32Array; readonly hashes?: Hashes }
  | ({ readonly form: 'values' } & ReadCells & ReadValues);

/** Cells of a column of values, as that has them. */
export interface ReadCells {
  readonly ends: Int32Array;
  readonly numbers: Float64Array;
  readonly codes: Int32Array | undefined;
}

/** What codes of values stand for. */
export interface ReadValues {
  readonly hashes: Hashes;
  readonly integers: ReadonlyMap<number, LargeInteger>;
}

/** What may be read of messages in any thread: each task gives the same in every snapshot in which no message is gone. */
export interface ColumnTasks {
  /** All rows of a source. */
  readonly rows: Operation<{ readonly source: Source }, readonly ReadRows[]>;
  /** Columns of so many rows of a source behind a place. */
  readonly columns: Operation<
    {
      readonly source: Source;
      readonly after: Place;
      readonly limit: number;
      readonly names: readonly ColumnName[];
    },
    readonly ReadColumn[]
  >;
}

export type TaskKind = keyof ColumnTasks;
export type ReadTask<K extends TaskKind> = ColumnTasks[K]['input'];
export type Found<K extends TaskKind> = ColumnTasks[K]['result'];

/** Work that several threads do together. */
export interface SharedWork<K extends TaskKind> {
  readonly project: number;
  /** How many messages of the project had been deleted. Where there are more, nothing is read. */
  readonly removals: number;
  readonly tasks: readonly ReadTask<K>[];
  /** Shared memory; see {@link TURNS}. */
  readonly turns: Int32Array;
  /** Takes what was {@link Delivered}. */
  readonly port: MessagePort;
}

/** What the numbers of `turns` are: the task that whoever is free takes next, and how many were delivered by other threads. */
export const TURNS = { next: 0, delivered: 1, length: 2 } as const;

/** What `turns` says is next once nothing more is to be done. */
export const NO_MORE_TASKS = 2 ** 30;

export interface Delivered<K extends TaskKind> {
  /** Which of the tasks. */
  readonly index: number;
  readonly found: Found<K>;
}

/** The operations of a thread that reads columns for another one. Their results are how many tasks it did. */
export type ColumnOperations = {
  readonly [K in TaskKind]: Operation<SharedWork<K>, number>;
};
