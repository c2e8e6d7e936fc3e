/** How often a job is attempted, and how long it waits in between. */
export interface RetryPolicy {
  /** Maximum number of attempts, including the first. */
  readonly attempts: number;
  /** Delay after the first failure, in milliseconds. It doubles with each further failure. */
  readonly firstDelayMs: number;
}

/** Five retries, over about five minutes. */
export const DEFAULT_RETRIES: RetryPolicy = { attempts: 6, firstDelayMs: 10_000 };

/** The delay after a failed attempt, in milliseconds; `undefined` if the job is given up. @param attempt - From 1. */
export function retryDelay({ attempts, firstDelayMs }: RetryPolicy, attempt: number): number | undefined {
  return attempt >= attempts ? undefined : firstDelayMs * 2 ** (attempt - 1);
}
