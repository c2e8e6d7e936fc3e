import type { Page, PageRequest } from '../entry/entry.js';
import type { CallOptions } from '../port/call.js';
import type { Startable } from '../port/lifecycle.js';
import type { Probe } from '../port/probe.js';
import type { Instant } from '../time/instant.js';
import type { DeadJob, Delivery, JobStatus, NewJob } from './job.js';

/**
 * Runs a job. If it resolves, the job is done; if it rejects, the attempt has failed. The signal, if there is one, fires when
 * the result of this attempt no longer counts.
 */
export type JobHandler = (delivery: Delivery, options: CallOptions) => Promise<void>;

export interface ConsumeOptions {
  /** Maximum number of jobs that this consumer runs at the same time, from 1. */
  readonly concurrency: number;
  /**
   * Called with each job that this consumer gave up, and the error of its last attempt. `repeated` means that the error is
   * permanent, and that the job had died of the same error before it was enqueued again.
   */
  readonly onDead?: ((job: DeadJob, error: unknown, repeated: boolean) => void) | undefined;
}

/** Takes jobs from a queue. */
export interface Consumer {
  /** Takes no more jobs, and resolves when the running ones have ended. Calling it again does nothing. */
  stop(): Promise<void>;
}

/** The number of jobs in each state. */
export interface QueueDepth {
  /** Ready to run. */
  readonly waiting: number;
  /** Waiting for a delay or a retry. */
  readonly delayed: number;
  /** Running. */
  readonly active: number;
  /** Given up, and kept for inspection. */
  readonly dead: number;
  /**
   * Since when the next job has been waiting. For a job that failed before, a queue may count from when it was enqueued.
   * `undefined` if no job waits, or if the queue does not know.
   */
  readonly waitingSince?: Instant | undefined;
}

/** How queues may differ. */
export interface QueueCapabilities {
  /** Whether enqueued jobs survive the end of the process. */
  readonly durable: boolean;
}

/**
 * A queue of jobs, shared by any number of consumers. A job is attempted until an attempt succeeds or the retry policy allows
 * no more. Rarely, it runs again after a success that could not be recorded, so handlers must tolerate that.
 *
 * - Each attempt is given to one consumer. While a consumer lives, its jobs are given to no other.
 * - An attempt fails if the handler rejects. The job is retried after a delay, which doubles each time.
 * - An attempt is interrupted if the consumer's process ends. The job is attempted again within 15 seconds, by another
 *   consumer.
 * - Failed and interrupted attempts count alike. After the last one the job is dead: it is kept with its reason, and is not
 *   retried by itself.
 * - A permanent failure (see `isPermanent`) ends a job at once. Stored data that is not a valid job becomes a dead job when its
 *   turn comes, and does not block others. A job of a kind that only a newer version knows fails like any other: a newer consumer may
 *   get its next attempt.
 *
 * `runAttempt` (`@memex/core/toolkit`) makes one attempt by these rules: it reads the work, calls the handler, and returns
 * whether the job is done, is to be retried, or is dead. A queue passes in what it stores of the job, and records the outcome.
 *
 * Every method rejects with `UnavailableError`, within a second, if the queue cannot serve now or is not started, and with
 * `AbortedError` if the signal fires first. Consumers survive an unavailable queue, and continue when it is back. `stop` stops
 * them.
 */
export interface JobQueue extends Startable, Probe {
  readonly capabilities: QueueCapabilities;

  /**
   * Adds jobs, in order. Resolves when they are stored as `capabilities` says. A job whose id is waiting, delayed or running is
   * not added. A job whose id is dead replaces the dead one, with all its attempts left.
   *
   * @returns How many were added.
   */
  enqueue(jobs: readonly NewJob[], options?: CallOptions): Promise<number>;

  /** Starts taking jobs, oldest first. There can be any number of consumers, in any number of processes. */
  consume(handler: JobHandler, options: ConsumeOptions): Consumer;

  depth(options?: CallOptions): Promise<QueueDepth>;

  /**
   * The states of jobs, in the order of the ids; `undefined` for an id without a job, or whose job is done. Asks for many ids at
   * once.
   */
  find(ids: readonly string[], options?: CallOptions): Promise<readonly (JobStatus | undefined)[]>;

  /** The dead jobs, in an order that never changes. @throws MalformedError if `after` is not a position of this queue. */
  dead(request: Omit<PageRequest, 'maxBytes'>, options?: CallOptions): Promise<Page<DeadJob>>;

  /**
   * Enqueues dead jobs again, with all their attempts left.
   *
   * @param ids - All dead jobs if absent. Ids that are not dead are ignored, and so is stored data that is not a valid job.
   * @returns How many were enqueued.
   */
  retryDead(ids?: readonly string[], options?: CallOptions): Promise<number>;

  /**
   * Deletes dead jobs for good, also stored data that is not a valid job. Their ids are free then, and nothing tells any more why they died.
   *
   * @param ids - All dead jobs if absent. Ids that are not dead are ignored.
   * @returns How many were deleted.
   */
  dropDead(ids?: readonly string[], options?: CallOptions): Promise<number>;
}
