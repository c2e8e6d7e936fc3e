import type { CallOptions } from '../call.js';
import { systemClock } from '../system/clock.js';
import { formatInstant } from '../time/instant.js';
import type { DeadJob, Delivery } from './job.js';
import type { JobHandler } from './job-queue.js';
import { type RetryPolicy, retryDelay } from './retry-policy.js';

/** What comes of a start: the job is done, waits to be started again, or is given up. */
export type StartOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'again'; readonly delayMillis: number; readonly error: unknown }
  | { readonly kind: 'dead'; readonly job: DeadJob; readonly error: unknown };

/**
 * Hands a job to its handler, and judges what comes of it by the policy. Never rejects.
 *
 * @param delivery - Where its attempt is past the last one that the policy allows, the job is given up without being started.
 */
export async function runStart(
  delivery: Delivery,
  handler: JobHandler,
  retries: RetryPolicy,
  options: CallOptions,
): Promise<StartOutcome> {
  try {
    if (delivery.attempt > retries.starts)
      throw new Error('each start of it was interrupted, or its failure could not be noted');
    await handler(delivery, options);
    return { kind: 'done' };
  } catch (error) {
    const delayMillis = retryDelay(retries, delivery.attempt);
    if (delayMillis !== undefined) return { kind: 'again', delayMillis, error };
    return { kind: 'dead', job: deadJob(delivery, retries, error), error };
  }
}

function deadJob({ id, work, attempt }: Delivery, { starts }: RetryPolicy, error: unknown): DeadJob {
  const reason = error instanceof Error ? error.message : String(error);
  const diedAt = formatInstant(systemClock.now());
  return { id, work, attempts: Math.min(attempt, starts), reason, diedAt };
}
