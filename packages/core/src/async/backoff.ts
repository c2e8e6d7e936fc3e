/** How delays between attempts grow. */
export interface Backoff {
  /** The delay after the first failure, in milliseconds. It doubles with each further one. */
  readonly firstMs: number;
  /** The longest delay, in milliseconds. */
  readonly maxMs: number;
}

/**
 * The delay before the next attempt, in milliseconds. Half of it is random, so that those who failed together do not return in step.
 *
 * @param failures - How many attempts failed before this one did: 0 after the first.
 */
export function backoffDelay({ firstMs, maxMs }: Backoff, failures: number): number {
  return Math.min(firstMs * 2 ** failures, maxMs) * (0.5 + Math.random() / 2);
}
