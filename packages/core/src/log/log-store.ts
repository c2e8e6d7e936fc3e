import type { NewEntry, Projects } from '../entry/entry.js';
import type { EntryStore } from '../entry/entry-store.js';
import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { Log } from './log.js';

/** Selects logs. A log must match every part that is given. */
export interface LogFilter {
  readonly projects: Projects;
  /** Inclusive, in microseconds. */
  readonly from?: Instant | undefined;
  /** Inclusive, in microseconds. */
  readonly to?: Instant | undefined;
  readonly component?: string | undefined;
  readonly severity?: string | undefined;
}

/** The port that stores logs. {@link EntryStore} says what holds for every method. */
export interface LogStore extends EntryStore<Log, LogFilter> {
  /**
   * Replaces the entry with the same trace id, atomically. Resolves with whether there was one; if not, nothing is stored.
   *
   * @param projects - Where the replaced entry may be.
   */
  replace(entry: NewEntry<Log>, projects: Projects, options?: CallOptions): Promise<boolean>;
}
