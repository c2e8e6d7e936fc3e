import { setImmediate } from 'node:timers/promises';
import { UnavailableError } from '@memex/core';
import type { ConsumeOptions, Consumer, JobHandler, RetryPolicy } from '@memex/core/ports';
import { type AttemptOutcome, runAttempt } from '@memex/core/toolkit';
import { Bee, type BeeJob, STALL_MS } from './bee.js';
import type { RedisConnection } from './connection.js';
import type { JobStore } from './job-store.js';
import { REASON, readKeptJob, readOptions, STARTS } from './job-text.js';
import type { Names } from './names.js';
import { Starvation } from './starvation.js';

/** How long a stopping consumer waits for its jobs, in milliseconds. */
const STOP_MS = 30_000;

/** For how long jobs may wait for a worker that takes none, in milliseconds, before it connects anew and counts as not ready. */
const STARVATION_TIMEOUT_MS = 10_000;

export interface ConsumerParts {
  readonly url: string;
  readonly names: Names;
  readonly connection: RedisConnection;
  readonly jobs: JobStore;
  readonly retries: RetryPolicy;
  readonly onError: (error: unknown) => void;
}

/** Takes jobs until it is stopped. Redis may be away: it waits, and goes on when Redis is back. */
export class RedisConsumer implements Consumer {
  private readonly bee: Bee;
  private readonly ending = new AbortController();
  private readonly running = new Set<Promise<void>>();
  private readonly starvation = new Starvation();
  private readonly timer: NodeJS.Timeout;
  private taken = 0;
  private starving = false;
  private stopped: Promise<void> | undefined;

  constructor(
    private readonly parts: ConsumerParts,
    private readonly handler: JobHandler,
    private readonly options: ConsumeOptions,
  ) {
    const { url, names, onError } = parts;
    this.bee = new Bee({ url, names, onError, onBroken: (id) => this.buryBroken(id) });
    void this.bee.work(options.concurrency, (job) => this.track(job));
    void this.look();
    // Jobs of dead processes come back only where somebody looks for them.
    this.timer = setInterval(() => void this.look(), STALL_MS / 2);
  }

  /** @throws UnavailableError where jobs wait for it, and it takes none. */
  refuseStarving(): void {
    if (this.starving) throw starved();
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    clearInterval(this.timer);
    try {
      await this.bee.end(Promise.allSettled(this.running), this.running.size === 0 ? undefined : STOP_MS);
    } catch (error) {
      this.ending.abort(error);
      this.parts.onError(error);
    }
  }

  /** Has jobs of dead processes wait again, and sees whether it gets those that wait. */
  private async look(): Promise<void> {
    const { connection, jobs, onError } = this.parts;
    try {
      const waiting = await connection.call(() => jobs.resume(STALL_MS));
      const hasRoom = this.running.size < this.options.concurrency;
      const millis = this.starvation.after({ waiting, hasRoom, taken: this.taken }, performance.now());
      this.starving = millis >= STARVATION_TIMEOUT_MS;
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
    const { connection, jobs, retries } = this.parts;
    // `bee-queue` asks for the next job before this one keeps the event loop busy.
    await setImmediate();
    const options = readOptions(job.options);
    const attempt = options[STARTS] + 1;
    const start = { id: job.id, read: () => job.data, attempt, lastReason: options[REASON] };
    const outcome = await runAttempt(start, this.handler, retries, { signal: this.ending.signal });
    if (outcome.kind === 'done') return;
    const reason = outcome.kind === 'again' ? outcome.reason : outcome.job.publicReason;
    // What `bee-queue` keeps when it has the job wait for its next start.
    Object.assign(job.options, { [STARTS]: attempt, [REASON]: reason });
    scheduleRetry(job, outcome.kind === 'again' ? outcome.delayMillis : retries.firstDelayMillis);
    if (outcome.kind === 'dead') {
      // Where Redis is away, the job is not given up without its reason.
      await connection.call(() => jobs.recordDeath(outcome.job));
      scheduleRetry(job, undefined);
      this.tell(outcome);
    }
    // For `bee-queue`, a rejection without an error is a success.
    throw outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error));
  }

  /** Gives a job up whose text `bee-queue` could not read, unless it was read where it was older. */
  private async buryBroken(id: string): Promise<void> {
    const { connection, jobs, retries } = this.parts;
    const text = await connection.call(() => jobs.reread(id));
    if (readKeptJob(text) !== undefined) return;
    const read = () => {
      throw new Error(
        text === null ? 'nothing is kept of it but its id' : 'what is kept of it is no JSON of a job',
      );
    };
    const outcome = await runAttempt({ id, attempt: 1, read }, this.handler, retries, {});
    if (outcome.kind === 'dead' && (await connection.call(() => jobs.bury(outcome.job)))) this.tell(outcome);
  }

  private tell({ job, error, repeated }: Extract<AttemptOutcome, { readonly kind: 'dead' }>): void {
    this.options.onDead?.(job, error, repeated);
  }
}

function starved(): UnavailableError {
  const seconds = STARVATION_TIMEOUT_MS / 1_000;
  const reason = `jobs have waited for ${seconds} s for this worker, which took none: it connects anew`;
  return new UnavailableError('the queue', { part: 'queue', reason, publicReason: reason });
}

/**
 * Tells `bee-queue` what to do with a job that fails. Its own count of retries leaves out starts that were interrupted, so it is
 * overruled each time.
 */
function scheduleRetry(job: BeeJob, delay: number | undefined): void {
  job.retries(delay === undefined ? 0 : 1);
  if (delay !== undefined) job.backoff('fixed', delay);
}
