import type { NewEntry, Projects } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { Log } from './log.js';

/** Which logs a page holds: those for which every given part holds. */
export interface LogFilter {
  readonly projects: Projects;
  /** Inclusive, to the microsecond. */
  readonly from?: Instant | undefined;
  /** Inclusive, to the microsecond. */
  readonly to?: Instant | undefined;
  readonly component?: string | undefined;
  readonly severity?: string | undefined;
}

/** Where logs are kept. See {@link EntryStore} for what holds for every method. */
export interface LogStore extends EntryStore<Log, LogFilter> {
  /**
   * Puts the entry in the place of the one with its trace id, atomically; resolves with whether that one was there (where it was
   * not, nothing is stored). `projects` are those in which the replaced entry may be.
   */
  replace(entry: NewEntry<Log>, projects: Projects, options?: CallOptions): Promise<boolean>;
}
