import type { ProjectScope } from '../entry/cursor-page.js';
import type { StoredEntry } from '../entry/entry.js';
import type { EntryCalls } from '../entry/entry-calls.js';
import type { Log, LogInput } from './log.js';
import type { LogQuery, LogsQuery } from './queries.js';

/** What can be done with logs. What holds for every method of `Messages` holds here too. */
export interface Logs extends EntryCalls<LogInput, Log, LogsQuery> {
  /** One log. @throws NotFoundError */
  find(query: LogQuery, options?: ProjectScope): Promise<StoredEntry>;

  /** Puts another log in the place of one. @throws NotFoundError, TooLargeError */
  replace(query: LogQuery, log: LogInput, options?: ProjectScope): Promise<void>;

  /** Deletes one log. @throws NotFoundError */
  delete(query: LogQuery, options?: ProjectScope): Promise<void>;
}
