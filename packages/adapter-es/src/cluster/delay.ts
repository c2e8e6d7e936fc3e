const FIRST_MILLIS = 100;
const LONGEST_MILLIS = 3_000;

/** How long to wait before the next attempt: longer after each, and never quite the same, so that writers do not come back together. */
export function delayAfter(attempts: number): number {
  const most = Math.min(FIRST_MILLIS * 2 ** attempts, LONGEST_MILLIS);
  return most * (0.5 + Math.random() / 2);
}

/** Waits before the next attempt. */
export function pauseAfter(attempts: number): Promise<void> {
  return new Promise((done) => setTimeout(done, delayAfter(attempts)));
}
