import type { AnalysisRequest, AnalyticFilter, Projects } from '@memex/core/ports';
import type { Failure } from '../errors/failure.js';
import type { Outcome } from '../errors/outcome.js';
import type { FileIdentity } from '../files/identity.js';
import type { TableName } from '../schema/tables.js';

/** What a thread is for. */
export type Role = 'writer' | 'reader' | 'measurer' | 'jobs';

export interface ThreadData {
  readonly role: Role;
  readonly file: string;
  /** What the file was when it was opened first: another one in its place is refused. The first one that there is where absent. */
  readonly identity?: FileIdentity | undefined;
}

/** What a thread posts: first whether it is ready, and to which file, then the outcomes of the requests that it was sent, in their order. */
export type Answer<R> =
  | { readonly ready: FileIdentity }
  | { readonly unusable: Failure }
  | readonly Outcome<R>[];

/** An entry on its way into its table. */
export interface NewRow {
  readonly traceId: string;
  readonly at: number;
  readonly project: string;
  /** The searched fields, in the order of the table. */
  readonly fields: readonly (string | null)[];
  readonly json: string;
}

/** Which entries: those for which every part holds. */
export interface Selection {
  readonly table: TableName;
  readonly projects: Projects;
  readonly traceId?: string;
  /** Instants, both inclusive. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly fields?: FieldValues;
}

/** Searched fields and their values; those without value are no condition. */
export type FieldValues = Readonly<Record<string, string | undefined>>;

export interface AppendRequest {
  readonly op: 'append';
  readonly table: TableName;
  readonly rows: readonly NewRow[];
  readonly idempotency?: {
    readonly key: string;
    readonly fingerprint: string;
    /** How the batch was sent and what was refused of it, as JSON. */
    readonly form: string;
    /** The time, in microseconds since the epoch. */
    readonly now: number;
  };
}

export interface ReplaceRequest {
  readonly op: 'replace';
  readonly selection: Selection;
  readonly row: NewRow;
}

/** Deletes at most so many entries. */
export interface RemoveRequest {
  readonly op: 'remove';
  readonly selection: Selection;
  readonly most: number;
}

/** Gives the space of overwritten texts back to the file. */
export interface ReleaseRequest {
  readonly op: 'release';
  readonly table: TableName;
  readonly run: Run;
}

/** Texts by their ids, both inclusive. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** Deletes entries and leaves no byte of them in any file. */
export interface EraseRequest {
  readonly op: 'erase';
  readonly selection: Selection;
}

/** Adds an analytic, unless its id is there. */
export interface DefineRequest {
  readonly op: 'define';
  readonly id: string;
  readonly project: string;
  readonly type: string;
  readonly timespan: string;
  /** As JSON. */
  readonly descriptor: string;
}

/** Keeps the result of an analytic, unless it has one that was created later. */
export interface SaveResultRequest {
  readonly op: 'saveResult';
  readonly id: string;
  readonly created: number;
  /** As JSON. */
  readonly result: string;
}

export interface UndefineRequest {
  readonly op: 'undefine';
  readonly id: string;
  readonly projects: Projects;
}

export type AnalyticRequest = DefineRequest | SaveResultRequest | UndefineRequest;

/** Asks whether the file can be written to, by writing to it. */
export interface WriteProbeRequest {
  readonly op: 'probe';
}

/** What can share a commit with others. */
export type SharedRequest =
  | AppendRequest
  | ReplaceRequest
  | RemoveRequest
  | ReleaseRequest
  | AnalyticRequest
  | WriteProbeRequest;

export type WriteRequest = SharedRequest | EraseRequest;

export interface WriteResult {
  /** How many entries were stored or removed, or how many analytics there are to do it with. */
  readonly count: number;
  /** What is kept of an earlier batch with the same idempotency key. */
  readonly earlier?: KeptRow;
}

/** What is kept under an idempotency key. */
export interface KeptRow {
  readonly fingerprint: string;
  /** Those of the stored entries, in order. */
  readonly traceIds: readonly string[];
  /** As JSON; null where an older version kept the key. */
  readonly form: string | null;
}

export type ReadRequest =
  /** The entry with this trace id, in whatever project. */
  | { readonly op: 'find'; readonly table: TableName; readonly traceId: string }
  /** The newest of the selected entries. */
  | { readonly op: 'newest'; readonly selection: Selection }
  | {
      readonly op: 'page';
      readonly selection: Selection;
      readonly limit: number;
      readonly maxBytes: number;
      /** Whether it is the rest of a page: the first entry may be too large for it. */
      readonly isBegun: boolean;
      readonly after?: Place | undefined;
    }
  | { readonly op: 'count'; readonly selection: Selection }
  | { readonly op: 'runs'; readonly table: TableName }
  | {
      readonly op: 'analytics';
      readonly filter: AnalyticFilter & { readonly id?: string };
      readonly limit: number;
      readonly maxBytes: number;
      /** The position of the last one before them. */
      readonly after: number;
    }
  | { readonly op: 'identity' }
  /** Asks for the version of SQLite, and whether the file can be opened and read. */
  | { readonly op: 'probe' }
  /** Reads all of the file. */
  | { readonly op: 'check' };

/** A place in the order of instant and id. */
export interface Place {
  readonly at: number;
  readonly id: number;
}

/** What was read; each operation answers its own part. */
export interface ReadResult {
  readonly found?: { readonly project: string; readonly json: string } | undefined;
  /** Entries in order, for `newest` and `page`. */
  readonly packs?: readonly Pack[];
  /** Of the texts of a page. */
  readonly bytes?: number;
  /** Behind which more remains, if it does. */
  readonly next?: Place | undefined;
  readonly count?: number;
  readonly runs?: readonly Run[];
  readonly analytics?: { readonly rows: readonly AnalyticRow[]; readonly hasMore: boolean };
  readonly identity?: string;
  readonly version?: string;
}

/** Asks for measures; each is answered in its place. */
export interface MeasureRequest {
  readonly request: AnalysisRequest;
  /** In memory that the threads share: not 0 as soon as nobody waits for the answer. */
  readonly abandoned?: Int32Array | undefined;
}

/** An analytic as it is kept: its parts as JSON. */
export interface AnalyticRow {
  readonly position: number;
  readonly id: string;
  readonly descriptor: string;
  readonly result: string | null;
}

/** Several entries in two texts, which cross threads at a fraction of the cost of many. */
export interface Pack {
  /** A JSON array. */
  readonly traceIds: string;
  /** Separated by {@link SEPARATOR}, which no JSON text contains. */
  readonly texts: string;
}

export const SEPARATOR = '\u001f';
