import { setImmediate } from 'node:timers/promises';
import { type ConsumeOptions, type Consumer, type JobHandler, type RetryPolicy, runStart } from '@memex/core';
import { type Bee, type BeeJob, closeBee, STALL_MILLIS } from './bee.js';
import type { JobStore } from './job-store.js';
import { setStarts, startsOf, workOf } from './job-text.js';
import { within } from './within.js';

/** How long a stopping consumer waits for its jobs, in milliseconds. */
const STOP_MILLIS = 30_000;

export interface ConsumerParts {
  readonly bee: Bee;
  readonly jobs: JobStore;
  readonly retries: RetryPolicy;
  readonly onError: (error: unknown) => void;
}

/** Takes jobs until it is stopped. Redis may be away: it waits, and goes on when Redis is back. */
export function startConsumer(parts: ConsumerParts, handler: JobHandler, options: ConsumeOptions): Consumer {
  const { bee, onError } = parts;
  const ending = new AbortController();
  const running = new Set<Promise<void>>();
  const run = (job: BeeJob): Promise<void> => {
    const start = runJob(job, parts, handler, options, ending.signal).finally(() => running.delete(start));
    running.add(start);
    return start;
  };
  bee
    .ready()
    .then(() => {
      bee.process(options.concurrency, run);
      // Jobs of dead processes come back only where somebody looks for them.
      return bee.checkStalledJobs(STALL_MILLIS / 2);
    })
    .catch(onError);
  const stop = async (): Promise<void> => {
    try {
      await closeBee(bee, Promise.allSettled(running), running.size === 0 ? undefined : STOP_MILLIS);
    } catch (error) {
      ending.abort(error);
      onError(error);
    }
  };
  let stopped: Promise<void> | undefined;
  return {
    stop: () => {
      stopped ??= stop();
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
  // `bee-queue` asks for the next job before this one keeps the event loop busy.
  await setImmediate();
  const attempt = startsOf(job) + 1;
  const delivery = { id: job.id, work: workOf(job), attempt };
  const outcome = await runStart(delivery, handler, retries, { signal });
  if (outcome.kind === 'done') return;
  setStarts(job, attempt);
  scheduleRetry(job, outcome.kind === 'again' ? outcome.delayMillis : retries.firstDelayMillis);
  if (outcome.kind === 'dead') {
    // Where Redis is away, the job is not given up without its reason.
    await within(() => jobs.recordDeath(outcome.job));
    scheduleRetry(job, undefined);
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
