import {
  type ConsumeOptions,
  type Consumer,
  type JobHandler,
  type RetryPolicy,
  retryDelay,
} from '@memex/core';
import { type Bee, type BeeJob, STALL_MILLIS } from './bee.js';
import { type JobRecord, workOf } from './job-record.js';

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
  { record, retries, onError }: ConsumerParts,
  handler: JobHandler,
  { onDead }: ConsumeOptions,
  signal: AbortSignal,
): Promise<void> {
  const attempt = await record.countStart(job.id);
  const delivery = { id: job.id, work: workOf(job.data), attempt };
  try {
    if (attempt > retries.starts) throw new Error('each start of it was interrupted');
    await handler(delivery, { signal });
  } catch (error) {
    const delay = retryDelay(retries, attempt);
    scheduleRetry(job, delay);
    if (delay === undefined) {
      const starts = Math.min(attempt, retries.starts);
      const dead = await record.recordDeath({ ...delivery, attempt: starts }, error);
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
