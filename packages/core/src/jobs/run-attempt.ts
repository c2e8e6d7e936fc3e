import { decode } from '../codec/decode.js';
import { malformed } from '../errors/errors.js';
import type { CallOptions } from '../port/call.js';
import { systemClock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { type DeadJob, type Delivery, Work } from './job.js';
import type { JobHandler } from './job-queue.js';
import { isPermanent } from './permanent.js';
import { publicReasonOf } from './public-reason.js';
import { type RetryPolicy, retryDelay } from './retry-policy.js';

/** A start of a job, as a queue hands it out: what it keeps of the work is not checked yet. */
export interface Attempt extends Omit<Delivery, 'work'> {
  /** What the queue keeps of the work. It may throw, such as where that is no JSON. */
  readonly read: () => unknown;
}

/** What comes of a start: the job is done, waits to be started again, or is given up. */
export type AttemptOutcome =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'again';
      readonly delayMs: number;
      /** Why, as clients may know it. */
      readonly reason: string;
      readonly error: unknown;
    }
  /** `repeated`: it died of the same before, for good, and was enqueued again: whoever is told of it knows. */
  | { readonly kind: 'dead'; readonly job: DeadJob; readonly error: unknown; readonly repeated: boolean };

/**
 * Hands a job to its handler, and judges what comes of it by the policy. Never rejects. What is no valid job, and what fails in a way that
 * no retry can mend, is given up at once.
 *
 * @param start - Where its attempt is past the last one that the policy allows, the job is given up without being started.
 */
export async function runAttempt(
  start: Attempt,
  handler: JobHandler,
  retries: RetryPolicy,
  options: CallOptions,
): Promise<AttemptOutcome> {
  const { id, attempt, lastReason } = start;
  let work: Work | null = null;
  try {
    work = workOf(start);
    if (attempt > retries.attempts)
      throw new Error('each start of it was interrupted, or its failure could not be noted');
    await handler({ id, work, attempt, lastReason }, options);
    return { kind: 'done' };
  } catch (error) {
    const reason = publicReasonOf(error);
    const permanent = isPermanent(error);
    const delayMs = permanent ? undefined : retryDelay(retries, attempt);
    if (delayMs !== undefined) return { kind: 'again', delayMs, reason, error };
    const attempts = Math.min(attempt, retries.attempts);
    const job = {
      id,
      work,
      attempts,
      reason: error instanceof Error ? error.message : String(error),
      publicReason: reason,
      diedAt: formatInstant(systemClock.now()),
    };
    return { kind: 'dead', job, error, repeated: permanent && reason === lastReason };
  }
}

/** @throws MalformedError where the queue holds what is no job. */
function workOf({ read }: Attempt): Work {
  try {
    return decode(Work, read());
  } catch (error) {
    throw malformed('', `it is no valid job: ${error instanceof Error ? error.message : String(error)}`);
  }
}
