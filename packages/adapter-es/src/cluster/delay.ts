const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 3_000;

/**
 * The delay before the next attempt, in milliseconds. It doubles with each attempt, and is random so that writers do
 * not retry in step.
 */
export function delayAfter(attempts: number): number {
  const max = Math.min(FIRST_DELAY_MS * 2 ** attempts, MAX_DELAY_MS);
  return max * (0.5 + Math.random() / 2);
}

/** Waits before the next attempt. */
export function pauseAfter(attempts: number): Promise<void> {
  return new Promise((done) => setTimeout(done, delayAfter(attempts)));
}
