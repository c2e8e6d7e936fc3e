/** How often a job is started, and how long it waits between. */
export interface RetryPolicy {
  /** Most starts of a job, the first one included. */
  readonly attempts: number;
  /** How long a job waits after its first failure, in milliseconds; after each further one twice as long. */
  readonly firstDelayMs: number;
}

/** Five retries, over about five minutes. */
export const DEFAULT_RETRIES: RetryPolicy = { attempts: 6, firstDelayMs: 10_000 };

/** How long a job waits after a failed start, in milliseconds; `undefined` where it is given up. @param attempt - From 1. */
export function retryDelay({ attempts, firstDelayMs }: RetryPolicy, attempt: number): number | undefined {
  return attempt >= attempts ? undefined : firstDelayMs * 2 ** (attempt - 1);
}
