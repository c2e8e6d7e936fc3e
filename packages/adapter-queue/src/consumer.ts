import {
  type ConsumeOptions,
  type Consumer,
  type JobHandler,
  type RetryPolicy,
  retryDelay,
} from '@memex/core';
import { type Bee, type BeeJob, closeBee, STALL_MILLIS } from './bee.js';
import { type JobRecord, workOf } from './job-record.js';
import { within } from './within.js';

/** How long a stopping consumer waits for its jobs, in milliseconds. */
const STOP_MILLIS = 30_000;

export interface ConsumerParts {
  readonly bee: Bee;
  readonly record: JobRecord;
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
  { record, retries, onError }: ConsumerParts,
  handler: JobHandler,
  { onDead }: ConsumeOptions,
  signal: AbortSignal,
): Promise<void> {
  // Where Redis is away, the job is not given up for that.
  scheduleRetry(job, retries.firstDelayMillis);
  const attempt = await within(() => record.countStart(job.id));
  scheduleRetry(job, undefined);
  const delivery = { id: job.id, work: workOf(job.data), attempt };
  try {
    if (attempt > retries.starts) throw new Error('each start of it was interrupted');
    await handler(delivery, { signal });
  } catch (error) {
    const delay = retryDelay(retries, attempt);
    scheduleRetry(job, delay ?? retries.firstDelayMillis);
    if (delay === undefined) {
      const starts = Math.min(attempt, retries.starts);
      const dead = await within(() => record.recordDeath({ ...delivery, attempt: starts }, error));
      scheduleRetry(job, undefined);
      onDead?.(dead, error);
    }
    throw error;
  }
  // Nobody waits for this: it goes out before the success of the job is noted, and a count that stays does no harm.
  record.forgetStarts(job.id).catch(onError);
}

/**
 * Tells `bee-queue` what to do with a job that fails. Its own count of retries leaves out starts that were interrupted, so it is
 * overruled each time.
 */
function scheduleRetry(job: BeeJob, delay: number | undefined): void {
  job.retries(delay === undefined ? 0 : 1);
  if (delay !== undefined) job.backoff('fixed', delay);
}
