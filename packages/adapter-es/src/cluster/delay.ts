const FIRST_DELAY_MS = 100;
const MAX_DELAY_MS = 3_000;

/** How long to wait before the next attempt: longer after each, and never quite the same, so that writers do not come back together. */
export function delayAfter(attempts: number): number {
  const most = Math.min(FIRST_DELAY_MS * 2 ** attempts, MAX_DELAY_MS);
  return most * (0.5 + Math.random() / 2);
}

/** Waits before the next attempt. */
export function pauseAfter(attempts: number): Promise<void> {
  return new Promise((done) => setTimeout(done, delayAfter(attempts)));
}
