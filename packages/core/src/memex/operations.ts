import type * as t from 'io-ts';
import { identifier, number, text } from '../codec/leaf.js';
import { optional, record, required, strictRecord } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import { type CursorPage, pagingFields } from '../entry/cursor-page.js';
import type { CallOptions } from '../port/call.js';
import type { Timestamp } from '../time/instant.js';

/** Dead jobs, page by page. */
export const DeadJobsQuery = strictRecord('DeadJobsQuery', pagingFields);
export type DeadJobsQuery = t.OutputOf<typeof DeadJobsQuery>;

/** One dead job; all of them if it names none. */
export const RetryQuery = strictRecord('RetryQuery', { id: optional(identifier) });
export type RetryQuery = t.OutputOf<typeof RetryQuery>;

/** One dead job. */
export const DropQuery = strictRecord('DropQuery', { id: required(identifier) });
export type DropQuery = t.OutputOf<typeof DropQuery>;

/** A dead job, and what it was to compute. */
export const DeadJobReport = record('DeadJobReport', {
  id: required(text),
  /** Null if the analytic is deleted, or the job is of no analytic. */
  project: optional(identifier),
  /** Null if the job is of no analytic, or the queue held something that is not a valid job, which cannot be retried. */
  analyticId: optional(identifier),
  /** Why the last attempt failed, for operators. */
  reason: required(text),
  attempts: required(number),
  diedAt: required(timestamp),
});
export type DeadJobReport = t.TypeOf<typeof DeadJobReport>;

/** What is stored, queued and scheduled. What nobody can tell now is null. */
export interface OperationalStatus {
  /** About how many bytes the data of the store take. */
  readonly storeBytes: number | null;
  /** Null if there are no jobs, too. */
  readonly jobs: JobTotals | null;
  /** Null if there are no jobs, too. */
  readonly scheduler: SchedulerStatus | null;
}

/** How many jobs are in each state (see `QueueDepth`). */
export interface JobTotals {
  readonly waiting: number;
  readonly delayed: number;
  readonly active: number;
  readonly dead: number;
  readonly waitingSince: Timestamp | null;
}

export interface SchedulerStatus {
  /** When the last run was due; null if there was none. */
  readonly lastRun: Timestamp | null;
  /** How many analytics it queued; null if another process did it. */
  readonly queued: number | null;
}

/** The use cases of operators. They concern the service as a whole, whatever the projects. */
export interface Operations {
  status(options?: CallOptions): Promise<OperationalStatus>;

  /** The jobs that were given up, with the reasons. @throws UnavailableError if there are no jobs. */
  deadJobs(query: DeadJobsQuery, options?: CallOptions): Promise<CursorPage<DeadJobReport>>;

  /**
   * Queues dead jobs again, with all their attempts left. One that is not dead is ignored.
   *
   * @returns How many were queued.
   * @throws UnavailableError if there are no jobs.
   */
  retryJobs(query: RetryQuery, options?: CallOptions): Promise<number>;

  /**
   * Deletes a dead job for good. One that is not dead stays.
   *
   * @returns How many were deleted: 1 or 0.
   * @throws UnavailableError if there are no jobs.
   */
  dropJob(query: DropQuery, options?: CallOptions): Promise<number>;
}
