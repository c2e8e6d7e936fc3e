import { UnavailableError } from '@memex/core';

/** For how long the same job may wait the longest, in milliseconds, before nobody seems to take jobs. */
const STUCK_TIMEOUT_MS = 10_000;

/** Tells whether jobs are taken, by what those see that only add them. */
export class QueueProgress {
  private oldest: string | undefined;
  private since = 0;

  /**
   * @param oldest - Which job waits the longest, equal each time as long as it is the same; `undefined` where jobs are taken.
   * @param now - In milliseconds.
   * @throws UnavailableError where it has been left waiting for too long.
   */
  refuseStuck(oldest: string | undefined, now: number): void {
    if (oldest !== this.oldest) this.since = now;
    this.oldest = oldest;
    const millis = now - this.since;
    if (oldest === undefined || millis < STUCK_TIMEOUT_MS) return;
    const reason = `jobs have waited for ${Math.floor(millis / 1_000)} s, and no worker takes them`;
    throw new UnavailableError('the queue', { part: 'queue', reason, publicReason: reason });
  }
}
