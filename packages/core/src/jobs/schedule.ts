import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';

/**
 * What several schedulers share, so that only one of them runs: a lease, and the time of the last run. Every method rejects
 * with `UnavailableError` if it cannot be served now, and with `AbortedError` if the signal fires first.
 */
export interface Schedule {
  /**
   * Takes the lease, or renews it for its holder. It expires `ttlMs` after the last call, so it is free again if the holder's
   * process ends.
   *
   * @param holder - Identifies one scheduler.
   * @returns Whether the holder has the lease now.
   */
  hold(holder: string, ttlMs: number, options?: CallOptions): Promise<boolean>;

  /** Gives the lease back, if the holder has it. */
  release(holder: string, options?: CallOptions): Promise<void>;

  /** When the last run was due; `undefined` if there was none, or if it is no longer known. */
  lastRun(options?: CallOptions): Promise<Instant | undefined>;

  /**
   * Records a run, if the holder has the lease. Both happen in one step. A run that is earlier than the recorded one is
   * ignored.
   *
   * @returns Whether the holder has the lease.
   */
  recordRun(holder: string, dueAt: Instant, options?: CallOptions): Promise<boolean>;
}
