import type { AnalyticFilter, InProjects, KeyValue, KeyValuePageRequest, PageOrder } from '@memex/core/ports';
import type { TableName } from '../schema/tables.js';
import type { ConversationsInput, ConversationsPart } from './conversations.js';
import type { EntrySelector, IdRange, Place, RowBatch } from './entries.js';
import type { Operation, RequestOf } from './operations.js';
import type { SearchInput, SearchPart } from './search.js';

/** Reads that are done one by one. */
export interface SingleReadOperations {
  /** The newest of the selected entries. */
  readonly newest: Operation<{ readonly selection: EntrySelector }, RowBatch | undefined>;
  readonly page: Operation<PageInput, PagePart>;
  readonly search: Operation<SearchInput, SearchPart>;
  readonly count: Operation<{ readonly selection: EntrySelector }, number>;
  /** The projects that have messages, in no particular order. */
  readonly projects: Operation<InProjects, readonly ProjectRow[]>;
  readonly conversations: Operation<ConversationsInput, ConversationsPart>;
  /** See the port of analyses. */
  readonly version: Operation<{ readonly project: string }, string>;
  /** Finds the long runs of overwritten texts, which can be released, among the entries after an id. */
  readonly emptyRanges: Operation<{ readonly table: TableName; readonly after: number }, EmptyRanges>;
  readonly value: Operation<{ readonly space: string; readonly key: string }, string | undefined>;
  readonly values: Operation<ValuesInput, readonly KeyValue[]>;
  readonly analytics: Operation<AnalyticsInput, AnalyticsPage>;
  /** The bytes of the file and of its write-ahead log. */
  readonly size: Operation<object, number>;
  /** The identity of the store, which is kept in its file. */
  readonly identity: Operation<object, string>;
  /** Checks that the file can be opened and read. Answers the version of SQLite. */
  readonly probe: Operation<object, string>;
  /** Reads the whole file, and fails if any of it is damaged. */
  readonly check: Operation<object, void>;
}

export interface ReadOperations extends SingleReadOperations {
  /** The entry with this trace id, in any project. Look-ups that arrive together are one query. */
  readonly find: Operation<{ readonly table: TableName; readonly traceId: string }, FoundEntry | undefined>;
}

export interface FoundEntry {
  readonly project: string;
  readonly json: string;
}

export interface EmptyRanges {
  readonly ranges: readonly IdRange[];
  /** The id after which to go on; `undefined` at the end. */
  readonly next: number | undefined;
}

export interface ValuesInput extends KeyValuePageRequest {
  readonly space: string;
}

export interface PageInput {
  readonly selection: EntrySelector;
  readonly order: PageOrder;
  readonly limit: number;
  readonly maxBytes: number;
  /** About the most entries to look at, selected or not. */
  readonly maxLooked: number;
  /** Whether this continues a page. Otherwise the first entry is read even if it is larger than `maxBytes`. */
  readonly isBegun: boolean;
  readonly after?: Place | undefined;
}

/** A part of a page, as it was in one state of the file. */
export interface PagePart {
  readonly batches: readonly RowBatch[];
  /** Of all texts. */
  readonly bytes: number;
  /** How many entries were looked at where few are selected. */
  readonly looked: number;
  /** The place after which more entries may follow; `undefined` at the end. */
  readonly next: Place | undefined;
}

/** The messages of a project: how many, and the instants of the first and the last. */
export interface ProjectRow {
  readonly project: string;
  readonly messages: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

export interface AnalyticsInput {
  readonly filter: AnalyticFilter & { readonly id?: string };
  readonly limit: number;
  readonly maxBytes: number;
  /** The position after which to begin. */
  readonly after: number;
}

export interface AnalyticsPage {
  readonly rows: readonly AnalyticRow[];
  readonly hasMore: boolean;
}

/** An analytic as it is stored. */
export interface AnalyticRow {
  readonly position: number;
  readonly id: string;
  /** JSON */
  readonly descriptor: string;
  /** JSON; null if there is none yet. */
  readonly result: string | null;
}

export type ReadRequest = RequestOf<ReadOperations>;
export type FindRequest = RequestOf<ReadOperations, 'find'>;
