import { setTimeout as sleep } from 'node:timers/promises';
import { backoffDelay } from '@memex/core/toolkit';
import { AnswerError } from './answer-error.js';

/** How often, and after how long, a call is tried again. */
export interface RetryPolicy {
  /** How many times after the first. */
  readonly retries: number;
  /** The delay before the first retry, in milliseconds; it doubles each time, and half of it is random. */
  readonly firstDelay: number;
  /** The longest delay, in milliseconds, also where the service asks for a longer one. */
  readonly longestDelay: number;
}

export const RETRY_POLICY: RetryPolicy = { retries: 4, firstDelay: 250, longestDelay: 30_000 };

/** An answer that says when to come back. */
export class BusyError extends AnswerError {
  constructor(
    status: number,
    body: string,
    /** In milliseconds; undefined where the service does not say. */
    readonly retryAfter: number | undefined,
  ) {
    super(status, body);
  }
}

/** Which failures pass. */
export interface Passing {
  /** Whether the same call may succeed soon. */
  isPassing(error: unknown): boolean;
  /** Whether a failure is no sign that the next try fails too, so that it does not count. */
  isForgiven(error: unknown): boolean;
}

/** Tries a call until it succeeds, fails for good, or has been tried often enough; throws its last error. */
export async function retrying<A>(
  attempt: () => Promise<A>,
  { isPassing, isForgiven }: Passing,
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
): Promise<A> {
  for (let retry = 0; ; ) {
    try {
      return await attempt();
    } catch (error) {
      const isCounted = !isForgiven(error);
      if ((isCounted && retry >= policy.retries) || signal?.aborted === true || !isPassing(error))
        throw error;
      await sleep(delayOf(error, retry, policy), undefined, signal === undefined ? {} : { signal });
      if (isCounted) retry++;
    }
  }
}

function delayOf(error: unknown, retry: number, { firstDelay, longestDelay }: RetryPolicy): number {
  const asked = error instanceof BusyError ? error.retryAfter : undefined;
  const backoff = { firstMs: firstDelay, maxMs: longestDelay };
  return asked === undefined ? backoffDelay(backoff, retry) : Math.min(asked, longestDelay);
}

/** `Retry-After` in milliseconds: it is in seconds, or a date (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1_000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
