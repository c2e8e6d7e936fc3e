import { decode } from '../codec/decode.js';
import { InternalError } from '../errors/errors.js';
import { isMemexError } from '../errors/is-memex-error.js';
import { malformed } from '../errors/malformed.js';
import type { CallOptions } from '../port/call.js';
import { systemClock } from '../time/clock.js';
import { formatInstant } from '../time/instant.js';
import { type DeadJob, type Delivery, Work } from './job.js';
import type { JobHandler } from './job-queue.js';
import { isPermanent } from './permanent.js';
import { publicReasonOf } from './public-reason.js';
import { type RetryPolicy, retryDelay } from './retry-policy.js';

/** An attempt of a job, as a queue hands it out. The work is not decoded yet. */
export interface Attempt extends Omit<Delivery, 'work'> {
  /** Returns what the queue stores of the work. It may throw, for example if that is not JSON. */
  readonly read: () => unknown;
}

/** The outcome of an attempt: the job is done, is to be retried, or is given up. */
export type AttemptOutcome =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'again';
      readonly delayMs: number;
      /** Why, as far as clients may know. */
      readonly reason: string;
      readonly error: unknown;
    }
  /** `repeated`: it had died of the same permanent error before it was enqueued again, so this was reported already. */
  | { readonly kind: 'dead'; readonly job: DeadJob; readonly error: unknown; readonly repeated: boolean };

/**
 * Passes a job to its handler, and decides what becomes of it. Never rejects. A job that is invalid, or that fails permanently,
 * is given up at once. One of a kind that this version does not know is tried again: during an upgrade, a worker of the newer version may get it.
 *
 * @param start - If its attempt exceeds the retry policy, the job is given up without calling the handler.
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
      throw new Error('every attempt was interrupted, or its failure could not be recorded');
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

/**
 * @throws MalformedError if the queue holds something that is not a job.
 * @throws InternalError if it may be a job of a newer version.
 */
function workOf({ read }: Attempt): Work {
  try {
    const work = read();
    const kind = kindOf(work);
    if (kind === undefined || KINDS.has(kind)) return decode(Work, work);
    throw new InternalError(`this version of Memex knows no work of the kind ${kind}`);
  } catch (error) {
    if (isMemexError(error, 'internal')) throw error;
    throw malformed('', `it is no valid job: ${error instanceof Error ? error.message : String(error)}`);
  }
}

const KINDS: ReadonlySet<string> = new Set(Work.members.map(({ fields }) => fields.kind.codec.label));

function kindOf(work: unknown): string | undefined {
  if (typeof work !== 'object' || work === null || !('kind' in work)) return undefined;
  return typeof work.kind === 'string' ? work.kind : undefined;
}
