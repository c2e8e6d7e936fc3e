import type { QueueDepth } from '@memex/core/ports';
import type { Operation, RequestOf } from './operations.js';

export interface JobOperations {
  /** Adds jobs, and answers how many were new. */
  readonly enqueue: Operation<{ readonly jobs: readonly JobRow[] }, JobCount>;
  /** Locks the oldest waiting jobs, at most `max`, and starts an attempt of each. */
  readonly take: Operation<{ readonly max: number }, readonly TakenJob[]>;
  /** Records how an attempt ended. Answers whether the lock was still held; if not, nothing is recorded. */
  readonly end: Operation<{ readonly lock: JobLock; readonly ending: Ending }, boolean>;
  /** Counts up the heartbeats of this process's jobs. Returns stalled jobs of other processes to the queue. */
  readonly heartbeat: Operation<HeartbeatInput, HeartbeatResult>;
  readonly depth: Operation<object, JobCounts>;
  readonly find: Operation<{ readonly ids: readonly string[] }, readonly (FoundJob | undefined)[]>;
  readonly dead: Operation<{ readonly limit: number; readonly after: number }, readonly DeadRow[]>;
  /** Enqueues dead jobs again: those with the given ids, or all. */
  readonly retry: Operation<{ readonly ids: readonly string[] | undefined }, JobCount>;
  /** Deletes dead jobs: those with the given ids, or all. */
  readonly drop: Operation<{ readonly ids: readonly string[] | undefined }, JobCount>;
  /** Takes or renews the scheduler's lease. Answers whether the holder has it now. */
  readonly holdLease: Operation<{ readonly holder: string; readonly ttlMs: number }, boolean>;
  readonly releaseLease: Operation<{ readonly holder: string }, void>;
  /** When the last scheduled run was due, in microseconds since the epoch. */
  readonly lastRun: Operation<object, number | undefined>;
  /** Answers whether the holder still had the lease; if not, nothing is recorded. */
  readonly recordRun: Operation<{ readonly holder: string; readonly run: number }, boolean>;
  /** Checks that the file can be read and written to, by doing both. Answers the version of SQLite. */
  readonly probe: Operation<object, string>;
}

/** How many jobs were added or deleted. */
export interface JobCount {
  readonly count: number;
}

/** A job on its way into its table. */
export interface JobRow {
  readonly id: string;
  /** JSON */
  readonly work: string;
  readonly delayMs: number;
}

/** The right to one attempt of a job. Each attempt has a new token, so a stale holder cannot complete it. */
export interface JobLock {
  readonly seq: number;
  readonly token: string;
}

export interface TakenJob extends JobLock {
  readonly id: string;
  /** JSON */
  readonly work: string;
  /** The number of this attempt, from 1. */
  readonly attempt: number;
  /** Why the previous attempt failed. */
  readonly lastReason: string | undefined;
}

/** How often a running job's process has shown that it is alive. The count keeps growing while the process lives. */
export interface JobHeartbeat extends JobLock {
  readonly beats: number;
}

/** What becomes of a job after an attempt. */
export type Ending =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly delayMs: number; readonly reason: string }
  /** @param death - JSON of the dead job. */
  | { readonly kind: 'dead'; readonly death: string };

export interface HeartbeatInput {
  /** The jobs that this process runs. */
  readonly own: readonly JobLock[];
  /** Jobs of other processes, as they were when they last showed a heartbeat. */
  readonly stalled: readonly JobHeartbeat[];
}

export interface HeartbeatResult {
  /** Jobs of this process whose lock is gone: others may run them. */
  readonly lost: readonly JobLock[];
  /** The jobs that other processes run. */
  readonly others: readonly JobHeartbeat[];
  /** Whether any job is waiting. */
  readonly ready: boolean;
}

/** Where a job is. */
export interface FoundJob {
  readonly state: string;
  readonly attempts: number;
  /** Why the last attempt failed. */
  readonly reason: string | undefined;
  /** When its delay is over, in milliseconds since the epoch; 0 if it has none. */
  readonly dueAt: number;
}

export interface DeadRow {
  readonly seq: number;
  /** JSON of the dead job. */
  readonly death: string;
}

export type JobRequest = RequestOf<JobOperations>;

/** How many jobs there are in each state. */
export interface JobCounts extends Omit<QueueDepth, 'waitingSince'> {
  /** In milliseconds since the epoch. */
  readonly waitingSinceMs: number | undefined;
}
