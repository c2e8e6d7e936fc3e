import { setImmediate } from 'node:timers/promises';
import { UnavailableError } from '@memex/core';
import type { ConsumeOptions, Consumer, JobHandler, RetryPolicy } from '@memex/core/ports';
import { type AttemptOutcome, runAttempt } from '@memex/core/toolkit';
import { Bee, type BeeJob, STALL_TIMEOUT_MS } from './bee.js';
import type { RedisConnection } from './connection.js';
import type { JobStore } from './job-store.js';
import { ATTEMPTS, LAST_REASON, readKeptJob, readOptions } from './job-text.js';
import type { Names } from './names.js';
import { StarvationDetector } from './starvation-detector.js';

/** How long a stopping consumer waits for its running jobs, in milliseconds. */
const STOP_TIMEOUT_MS = 30_000;

/** How long jobs may wait for an idle worker that takes none, in milliseconds. After that it reconnects, and reports that it is not ready. */
const STARVATION_TIMEOUT_MS = 10_000;

export interface RedisConsumerOptions {
  readonly names: Names;
  readonly connection: RedisConnection;
  readonly jobs: JobStore;
  readonly retries: RetryPolicy;
  readonly onError: (error: unknown) => void;
}

/** Takes jobs until it is stopped. While Redis is unavailable it waits, and continues when Redis is back. */
export class RedisConsumer implements Consumer {
  private readonly bee: Bee;
  private readonly ending = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly starvation = new StarvationDetector();
  private readonly timer: NodeJS.Timeout;
  private taken = 0;
  private starving = false;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly setup: RedisConsumerOptions,
    private readonly handler: JobHandler,
    private readonly options: ConsumeOptions,
  ) {
    const { connection, names, onError } = setup;
    this.bee = new Bee({ place: connection, names, onError, onBroken: (id) => this.moveBrokenToDead(id) });
    void this.bee.work(options.concurrency, (job) => this.track(job));
    void this.checkQueue();
    // Jobs of dead processes are requeued only if a consumer checks for them.
    this.timer = setInterval(() => void this.checkQueue(), STALL_TIMEOUT_MS / 2);
  }

  /** @throws UnavailableError if jobs are waiting and this consumer, although idle, gets none. */
  throwIfStarving(): void {
    if (this.starving) throw starved();
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    clearInterval(this.timer);
    try {
      await this.bee.end(
        Promise.allSettled(this.running),
        this.running.size === 0 ? undefined : STOP_TIMEOUT_MS,
      );
    } catch (error) {
      this.ending.abort(error);
      this.setup.onError(error);
    }
  }

  /** Requeues the jobs of dead processes, and checks that this consumer gets the waiting ones. */
  private async checkQueue(): Promise<void> {
    const { connection, jobs, onError } = this.setup;
    try {
      const waiting = await connection.call(() => jobs.requeueStalled(STALL_TIMEOUT_MS));
      const hasRoom = this.running.size < this.options.concurrency;
      const starvedMs = this.starvation.observe({ waiting, hasRoom, taken: this.taken }, performance.now());
      this.starving = starvedMs >= STARVATION_TIMEOUT_MS;
      if (!this.starving) return;
      onError(starved());
      this.bee.reconnect();
    } catch (error) {
      this.starvation.forget();
      onError(error);
    }
  }

  private track(job: BeeJob): Promise<void> {
    this.taken++;
    const start = this.run(job).finally(() => this.running.delete(start));
    this.running.add(start);
    return start;
  }

  private async run(job: BeeJob): Promise<void> {
    const { connection, jobs, retries } = this.setup;
    // Lets `bee-queue` ask for the next job before this one blocks the event loop.
    await setImmediate();
    const options = readOptions(job.options);
    const attempt = options[ATTEMPTS] + 1;
    const start = { id: job.id, read: () => job.data, attempt, lastReason: options[LAST_REASON] };
    const outcome = await runAttempt(start, this.handler, retries, { signal: this.ending.signal });
    if (outcome.kind === 'done') return;
    const reason = outcome.kind === 'again' ? outcome.reason : outcome.job.publicReason;
    // `bee-queue` stores these options when it delays the job until its next attempt.
    Object.assign(job.options, { [ATTEMPTS]: attempt, [LAST_REASON]: reason });
    scheduleRetry(job, outcome.kind === 'again' ? outcome.delayMs : retries.firstDelayMs);
    if (outcome.kind === 'dead') {
      // If Redis is unavailable, this throws, and the job stays retryable: it never dies without a recorded reason.
      await connection.call(() => jobs.recordDeath(outcome.job));
      scheduleRetry(job, undefined);
      this.reportDead(outcome);
    }
    // `bee-queue` takes a rejection without an error for a success.
    throw outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error));
  }

  /** Moves a job whose text cannot be parsed to the dead ones, unless the text came from a replica that was behind. */
  private async moveBrokenToDead(id: string): Promise<void> {
    const { connection, jobs, retries } = this.setup;
    const text = await connection.call(() => jobs.reread(id));
    if (readKeptJob(text) !== undefined) return;
    const read = () => {
      throw new Error(text === null ? 'only its id is stored' : 'the stored text is not the JSON of a job');
    };
    const outcome = await runAttempt({ id, attempt: 1, read }, this.handler, retries, {});
    if (outcome.kind === 'dead' && (await connection.call(() => jobs.moveToDead(outcome.job))))
      this.reportDead(outcome);
  }

  private reportDead({ job, error, repeated }: Extract<AttemptOutcome, { readonly kind: 'dead' }>): void {
    this.options.onDead?.(job, error, repeated);
  }
}

function starved(): UnavailableError {
  const seconds = STARVATION_TIMEOUT_MS / 1_000;
  const reason = `jobs have waited for ${seconds} s for this worker, which took none: it reconnects`;
  return new UnavailableError('the queue', { part: 'queue', reason, publicReason: reason });
}

/**
 * Tells `bee-queue` what to do with a job that fails. Its own count of retries ignores interrupted attempts, so it is overridden each
 * time.
 */
function scheduleRetry(job: BeeJob, delay: number | undefined): void {
  job.retries(delay === undefined ? 0 : 1);
  if (delay !== undefined) job.backoff('fixed', delay);
}
