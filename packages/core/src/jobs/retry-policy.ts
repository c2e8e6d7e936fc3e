/** How often a job is started, and how long it waits between. */
export interface RetryPolicy {
  /** Most starts of a job, the first one included. */
  readonly starts: number;
  /** How long a job waits after its first failure, in milliseconds; after each further one twice as long. */
  readonly firstDelayMillis: number;
}

/** Five retries, over about five minutes. */
export const DEFAULT_RETRIES: RetryPolicy = { starts: 6, firstDelayMillis: 10_000 };

/** How long a job waits after a failed start, in milliseconds; `undefined` where it is given up. @param attempt - From 1. */
export function retryDelay({ starts, firstDelayMillis }: RetryPolicy, attempt: number): number | undefined {
  return attempt >= starts ? undefined : firstDelayMillis * 2 ** (attempt - 1);
}
