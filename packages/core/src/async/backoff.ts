/** How the delay between attempts grows. */
export interface Backoff {
  /** Delay after the first failure, in milliseconds. It doubles with each further failure. */
  readonly firstMs: number;
  /** Longest delay, in milliseconds. */
  readonly maxMs: number;
}

/**
 * The delay before the next attempt, in milliseconds. Half of it is random, so that callers that failed together do not retry
 * together.
 *
 * @param failures - How many attempts failed before the last one: 0 after the first failure.
 */
export function backoffDelay({ firstMs, maxMs }: Backoff, failures: number): number {
  return Math.min(firstMs * 2 ** failures, maxMs) * (0.5 + Math.random() / 2);
}
