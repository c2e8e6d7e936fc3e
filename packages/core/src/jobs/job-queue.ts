import type { Page, PageRequest } from '../entry/entry.js';
import type { CallOptions } from '../port/call.js';
import type { Startable } from '../port/lifecycle.js';
import type { Probe } from '../port/probe.js';
import type { Instant } from '../time/instant.js';
import type { DeadJob, Delivery, JobStatus, NewJob } from './job.js';

/**
 * Does the work of a job. Resolving finishes the job; rejecting fails this start of it. The signal, where there is one, fires when
 * what comes of this start no longer counts.
 */
export type JobHandler = (delivery: Delivery, options: CallOptions) => Promise<void>;

export interface ConsumeOptions {
  /** Most jobs that this consumer runs at the same time, from 1. */
  readonly concurrency: number;
  /**
   * Told of each job that this consumer gave up, with the error of its last start. `repeated`: no retry could mend that error, and the job
   * died of the same before it was enqueued again.
   */
  readonly onDead?: ((job: DeadJob, error: unknown, repeated: boolean) => void) | undefined;
}

/** Whoever takes jobs. */
export interface Consumer {
  /** Takes no more jobs; resolves when those that it runs have ended. Calling it again does nothing more. */
  stop(): Promise<void>;
}

/** How many jobs there are, by what they are waiting for. */
export interface QueueDepth {
  /** To be started. */
  readonly waiting: number;
  /** Until their delay is over, or until they are retried. */
  readonly delayed: number;
  /** Running. */
  readonly active: number;
  /** Given up, kept to be looked at. */
  readonly dead: number;
  /**
   * Since when the job that is started next has been waiting. A queue may count one that failed before from when it was enqueued.
   * `undefined` where none waits, or where the queue does not know.
   */
  readonly waitingSince?: Instant | undefined;
}

/** What queues differ in. */
export interface QueueCapabilities {
  /** `true`: what was enqueued survives the end of the process. */
  readonly durable: boolean;
}

/**
 * Jobs to be done, by whoever consumes them. Every job is started until a start of it succeeds or it has had as many as the queue's
 * retry policy allows; it may, rarely, be started again after a success that could not be noted: handlers must bear that.
 *
 * - Each start is handed to one consumer. While a consumer lives, a job that it runs is handed to no other.
 * - A start fails when the handler rejects; the job waits then, twice as long each time, and is started again.
 * - A start is interrupted when its consumer's process ends. The job is started again within 15 seconds, by whoever is left.
 * - Failed and interrupted starts count alike. After the last one the job is dead: kept with its reason, never started by itself.
 * - A failure that no retry can mend (`isPermanent`) is the last one. What is kept of a job and is no valid job is dead as soon as it
 *   would be started, and keeps no other job waiting.
 *
 * `runAttempt` (`@memex/core/toolkit`) does one start by these rules: it reads the work, calls the handler, and says whether the job is done,
 * waits for its next start, or is dead. A queue hands it what it keeps of the job, and keeps what comes of it.
 *
 * Every method rejects with `UnavailableError` when the queue cannot serve now or is not started, within a second, and with
 * `AbortedError` when the signal fires first. Consumers bear that the queue is away, and go on when it is back. `stop` stops them.
 */
export interface JobQueue extends Startable, Probe {
  readonly capabilities: QueueCapabilities;

  /**
   * Adds jobs, in order; resolves when they are kept as `capabilities` says. One whose id waits, is delayed or runs is not added. One
   * whose id is dead takes its place, with all starts before it.
   *
   * @returns How many were added.
   */
  enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number>;

  /** Begins to take jobs, oldest first. Any number of consumers may, in any number of processes. */
  consume(handler: JobHandler, options: ConsumeOptions): Consumer;

  depth(options?: CallOptions): Promise<QueueDepth>;

  /** Where a job is, by its id; `undefined` where it is not there, or done. */
  find(id: string, options?: CallOptions): Promise<JobStatus | undefined>;

  /** Jobs that were given up, in an order that never changes. @throws MalformedError where `after` is no position of this queue. */
  dead(request: Omit<PageRequest, 'maxBytes'>, options?: CallOptions): Promise<Page<DeadJob>>;

  /**
   * Enqueues dead jobs again, with all starts before them.
   *
   * @param ids - Those of one or more; all where absent. An id that is not dead is passed over, and so is what is no valid job.
   * @returns How many were enqueued.
   */
  retryDead(ids?: readonly string[], options?: CallOptions): Promise<number>;
}
