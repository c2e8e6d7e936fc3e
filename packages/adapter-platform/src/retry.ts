import { setTimeout as sleep } from 'node:timers/promises';
import { backoffDelay } from '@memex/core/toolkit';
import { ServiceAnswerError } from './answer-error.js';

/** How often a call is retried, and after which delays. */
export interface CallRetries {
  /** Number of retries after the first attempt. */
  readonly retries: number;
  /** Delay before the first retry, in milliseconds. It doubles each time, and half of it is random. */
  readonly firstDelayMs: number;
  /** Longest delay, in milliseconds, even if the service asks for a longer one. */
  readonly maxDelayMs: number;
}

export const DEFAULT_CALL_RETRIES: CallRetries = { retries: 4, firstDelayMs: 250, maxDelayMs: 30_000 };

/** An error response after which the call may be retried. */
export class BusyError extends ServiceAnswerError {
  constructor(
    status: number,
    body: string,
    /** In milliseconds; undefined if the service did not send `Retry-After`. */
    readonly retryAfterMs: number | undefined,
  ) {
    super(status, body);
  }
}

/** Which failures are retried. */
export interface RetryRules {
  /** Whether the same call may soon succeed. */
  isTransient(error: unknown): boolean;
  /** Whether a failure does not count as a retry. */
  isUncounted(error: unknown): boolean;
}

/** Retries a call until it succeeds, fails for good, or has used up its retries. Throws its last error. */
export async function withRetries<A>(
  attempt: () => Promise<A>,
  { isTransient, isUncounted }: RetryRules,
  policy: CallRetries,
  signal: AbortSignal | undefined,
): Promise<A> {
  for (let retry = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      const isCounted = !isUncounted(error);
      if ((isCounted && retry >= policy.retries) || signal?.aborted === true || !isTransient(error))
        throw error;
      await sleep(delayOf(error, retry, policy), undefined, signal === undefined ? {} : { signal });
      if (isCounted) retry++;
    }
  }
}

function delayOf(error: unknown, retry: number, { firstDelayMs, maxDelayMs }: CallRetries): number {
  const asked = error instanceof BusyError ? error.retryAfterMs : undefined;
  const backoff = { firstMs: firstDelayMs, maxMs: maxDelayMs };
  return asked === undefined ? backoffDelay(backoff, retry) : Math.min(asked, maxDelayMs);
}

/** Parses `Retry-After`, which is in seconds or a date (RFC 9110, 10.2.3). Returns milliseconds. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
