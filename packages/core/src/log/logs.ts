import type { AppendOptions } from '../entry/append.js';
import type { CursorPage, ProjectScope } from '../entry/cursor-page.js';
import type { StoredEntry } from '../entry/entry.js';
import type { BatchOutcome } from '../entry/keyed-batch.js';
import type { Limits } from '../limits.js';
import type { Log, LogInput } from './log.js';
import type { LogQuery, LogsQuery } from './queries.js';

/** What can be done with logs. What holds for every method of `Messages` holds here too. */
export interface Logs {
  /** How much is accepted. */
  readonly limits: Limits;

  /**
   * Stores a batch, all or nothing.
   *
   * @returns The trace ids, in order.
   * @throws TooLargeError, KeyReusedError
   */
  append(logs: readonly LogInput[], options?: AppendOptions): Promise<readonly string[]>;

  /** Stores the well-formed logs of a batch and tells the faults of the others. See {@link append}. */
  appendPartial(logs: readonly LogInput[], options?: AppendOptions): Promise<BatchOutcome>;

  /** Logs of a project in a range of time, oldest first. */
  page(query: LogsQuery, options?: ProjectScope): Promise<CursorPage>;

  /** The same, from the first page to the last. `maxSize` is that of a page. */
  all(query: LogsQuery, options?: ProjectScope): AsyncIterable<Log>;

  /** One log. @throws NotFoundError */
  find(query: LogQuery, options?: ProjectScope): Promise<StoredEntry>;

  /** Puts another log in the place of one. @throws NotFoundError, TooLargeError */
  replace(query: LogQuery, log: LogInput, options?: ProjectScope): Promise<void>;

  /** Deletes one log. @throws NotFoundError */
  delete(query: LogQuery, options?: ProjectScope): Promise<void>;
}
