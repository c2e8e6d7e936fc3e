import { type ConsumeOptions, type Consumer, type JobHandler, type RetryPolicy, runStart } from '@memex/core';
import { type Bee, type BeeJob, STALL_MILLIS } from './bee.js';
import { setStarts, startsOf, workOf } from './job-text.js';
import type { RedisJobs } from './redis-jobs.js';

/** How long a stopping consumer waits for its jobs, in milliseconds. */
const STOP_MILLIS = 30_000;

export interface ConsumerParts {
  readonly bee: Bee;
  readonly jobs: RedisJobs;
  readonly retries: RetryPolicy;
  readonly onError: (error: unknown) => void;
}

/** Takes jobs until it is stopped. Redis may be away: it waits, and goes on when Redis is back. */
export function startConsumer(parts: ConsumerParts, handler: JobHandler, options: ConsumeOptions): Consumer {
  const { bee, onError } = parts;
  const ending = new AbortController();
  bee
    .ready()
    .then(() => {
      bee.process(options.concurrency, (job) => runJob(job, parts, handler, options, ending.signal));
      // Jobs of dead processes come back only where somebody looks for them.
      return bee.checkStalledJobs(STALL_MILLIS / 2);
    })
    .catch(onError);
  let stopped: Promise<void> | undefined;
  return {
    stop: () => {
      stopped ??= bee.close(STOP_MILLIS).catch((error: unknown) => {
        ending.abort(error);
        onError(error);
      });
      return stopped;
    },
  };
}

async function runJob(
  job: BeeJob,
  { jobs, retries }: ConsumerParts,
  handler: JobHandler,
  { onDead }: ConsumeOptions,
  signal: AbortSignal,
): Promise<void> {
  const attempt = startsOf(job) + 1;
  const delivery = { id: job.id, work: workOf(job), attempt };
  const outcome = await runStart(delivery, handler, retries, { signal });
  if (outcome.kind === 'done') return;
  setStarts(job, attempt);
  scheduleRetry(job, outcome.kind === 'again' ? outcome.delayMillis : undefined);
  if (outcome.kind === 'dead') {
    await jobs.recordDeath(outcome.job);
    onDead?.(outcome.job, outcome.error);
  }
  // For `bee-queue`, a rejection without an error is a success.
  throw outcome.error instanceof Error ? outcome.error : new Error(String(outcome.error));
}

/**
 * Tells `bee-queue` what to do with a job that fails. Its own count of retries leaves out starts that were interrupted, so it is
 * overruled each time.
 */
function scheduleRetry(job: BeeJob, delay: number | undefined): void {
  job.retries(delay === undefined ? 0 : 1);
  if (delay !== undefined) job.backoff('fixed', delay);
}
