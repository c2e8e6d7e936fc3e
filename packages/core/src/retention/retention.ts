import type { ProjectScope } from '../entry/cursor-page.js';
import type { Timestamp } from '../time/instant.js';
import type { RetentionInput, RetentionQuery, RetentionRule } from './retention-rule.js';

/** How rules are applied. */
export interface ApplyOptions extends ProjectScope {
  /** Whether to count what would be deleted, and delete nothing. */
  readonly dryRun?: boolean | undefined;
  /** Called when a project is done. */
  readonly onProject?: ((applied: AppliedRetention) => void) | undefined;
}

/** What was deleted of a project, or would be. */
export interface AppliedRetention {
  readonly project: string;
  readonly period: string;
  /** Everything from this instant on is kept. */
  readonly before: Timestamp;
  readonly messages: number;
  readonly logs: number;
}

/**
 * The use cases of retention: how long the messages and logs of projects are kept. A project without a rule is kept for ever. Results of analytics are
 * numbers, and are kept whatever the rule. Every method rejects with `UnavailableError` and `AbortedError` like a store, and with `ForbiddenError` if a
 * query names a project that `options.projects` does not allow.
 */
export interface Retention {
  /** The rules, in the order of the code points of the projects. */
  list(options?: ProjectScope): Promise<readonly RetentionRule[]>;

  /** Sets the rule of a project. It is applied at the next run, not at once. */
  set(query: RetentionQuery, rule: RetentionInput, options?: ProjectScope): Promise<RetentionRule>;

  /** Removes the rule of a project: it is kept for ever from now on. @throws NotFoundError if it has none. */
  remove(query: RetentionQuery, options?: ProjectScope): Promise<void>;

  /**
   * Applies every rule: deletes messages and logs of days before the period, in the time zone of Memex. Safe to repeat, and to abort: what is deleted
   * by then stays deleted.
   */
  apply(options?: ApplyOptions): Promise<readonly AppliedRetention[]>;
}
