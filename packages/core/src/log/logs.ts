import type { ProjectScope } from '../entry/cursor-page.js';
import type { StoredEntry } from '../entry/entry.js';
import type { EntryCalls } from '../entry/entry-calls.js';
import type { Log, LogInput } from './log.js';
import type { LogQuery, LogsQuery } from './queries.js';

/** The use cases of logs. What `Messages` says of every method holds here too. */
export interface Logs extends EntryCalls<LogInput, Log, LogsQuery> {
  /** One log. @throws NotFoundError */
  find(query: LogQuery, options?: ProjectScope): Promise<StoredEntry>;

  /** Replaces a log. @throws NotFoundError, TooLargeError */
  replace(query: LogQuery, log: LogInput, options?: ProjectScope): Promise<void>;

  /** Deletes a log. @throws NotFoundError */
  delete(query: LogQuery, options?: ProjectScope): Promise<void>;
}
