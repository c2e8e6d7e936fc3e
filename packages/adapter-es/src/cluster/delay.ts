import { type Backoff, backoffDelay } from '@memex/core/toolkit';

const BACKOFF: Backoff = { firstMs: 100, maxMs: 3_000 };

/** The delay before the next attempt, in milliseconds. */
export function delayAfter(attempts: number): number {
  return backoffDelay(BACKOFF, attempts);
}

/** Waits before the next attempt. */
export function pauseAfter(attempts: number): Promise<void> {
  return new Promise((done) => setTimeout(done, delayAfter(attempts)));
}
