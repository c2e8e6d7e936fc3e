import type { KeyValue, Projects } from '@memex/core/ports';
import type { TableName } from '../schema/tables.js';
import type { EntrySelector, IdRange, NewRow } from './entries.js';
import type { Operation, RequestOf } from './operations.js';

/** Writes that can share a commit with others. */
export interface SharedWriteOperations {
  readonly append: Operation<AppendInput, AppendResult>;
  /** Replaces the selected entry, if there is one. */
  readonly replace: Operation<{ readonly selection: EntrySelector; readonly row: NewRow }, Count>;
  /** Deletes at most `max` entries. */
  readonly remove: Operation<{ readonly selection: EntrySelector; readonly max: number }, Count>;
  /** Gives the space of overwritten texts back to the file. */
  readonly release: Operation<{ readonly table: TableName; readonly range: IdRange }, Count>;
  /** Makes the file smaller by at most `pages` unused pages. Answers how many it was made smaller by. */
  readonly shrink: Operation<{ readonly pages: number }, Count>;
  readonly putValue: Operation<PutValueInput, void>;
  /** Answers the value that the key has then. */
  readonly putValueIfAbsent: Operation<PutValueInput, string>;
  readonly deleteValue: Operation<{ readonly space: string; readonly key: string }, Count>;
  /** Adds an analytic, unless one with its id exists. */
  readonly define: Operation<DefineInput, Count>;
  /** Stores the result of an analytic, unless it has a newer one. */
  readonly saveResult: Operation<SaveResultInput, Count>;
  /** Deletes an analytic. */
  readonly undefine: Operation<{ readonly id: string; readonly projects: Projects }, Count>;
  /** Checks that the file can be written to, by writing to it. */
  readonly probe: Operation<object, void>;
}

export interface WriteOperations extends SharedWriteOperations {
  /** Deletes entries and leaves no byte of them in any file. */
  readonly erase: Operation<{ readonly selection: EntrySelector }, Count>;
}

export interface AppendInput {
  readonly table: TableName;
  readonly rows: readonly NewRow[];
  readonly idempotency?: {
    readonly key: string;
    readonly fingerprint: string;
    /** JSON: how the batch was sent, and which of its items were refused. */
    readonly form: string;
    /** The time, in microseconds since the epoch. */
    readonly now: number;
    /** Keys of an earlier time may be removed. */
    readonly expiredBefore: number;
  };
}

export interface DefineInput {
  readonly id: string;
  readonly project: string;
  readonly type: string;
  readonly timespan: string;
  /** JSON */
  readonly descriptor: string;
}

export interface PutValueInput extends KeyValue {
  readonly space: string;
}

export interface SaveResultInput {
  readonly id: string;
  readonly created: number;
  /** JSON */
  readonly result: string;
}

/** How many entries or analytics were stored, changed or removed. */
export interface Count {
  readonly count: number;
}

export interface AppendResult extends Count {
  /** What is kept of an earlier batch with the same idempotency key. */
  readonly earlier?: KeptRow;
}

/** What is kept under an idempotency key. */
export interface KeptRow {
  readonly fingerprint: string;
  /** Those of the stored entries, in order. */
  readonly traceIds: readonly string[];
  /** JSON; null if an older version kept the key. */
  readonly form: string | null;
}

export type SharedWriteRequest = RequestOf<SharedWriteOperations>;
export type WriteRequest = RequestOf<WriteOperations>;
export type AppendRequest = RequestOf<WriteOperations, 'append'>;
