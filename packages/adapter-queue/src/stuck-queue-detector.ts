import { UnavailableError } from '@memex/core';

/** How long the same job may be next in line, in milliseconds, before the queue counts as stuck. */
const STUCK_TIMEOUT_MS = 10_000;

/** Detects that no worker takes jobs. It needs no worker in this process. */
export class StuckQueueDetector {
  private oldest: string | undefined;
  private since = 0;

  /**
   * @param oldest - Identifies the job that has been waiting longest; `undefined` if jobs are taken.
   * @param now - In milliseconds.
   * @throws UnavailableError if it has been the same one for too long.
   */
  throwIfStuck(oldest: string | undefined, now: number): void {
    if (oldest !== this.oldest) this.since = now;
    this.oldest = oldest;
    const waitedMs = now - this.since;
    if (oldest === undefined || waitedMs < STUCK_TIMEOUT_MS) return;
    const reason = `jobs have waited for ${Math.floor(waitedMs / 1_000)} s, and no worker takes them`;
    throw new UnavailableError('the queue', { part: 'queue', reason, publicReason: reason });
  }
}
