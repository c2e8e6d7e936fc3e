import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';

/**
 * What several schedulers share, so that one of them runs: a lease, and when the last run was. Every method rejects with
 * `UnavailableError` when it cannot be served now, and with `AbortedError` when the signal fires first.
 */
export interface Schedule {
  /**
   * Takes the lease, or prolongs it for whoever has it. It lapses `ttlMs` after the last time, so that the end of its holder's
   * process frees it.
   *
   * @param holder - Names one scheduler; no other has the same name.
   * @returns Whether the holder has it now.
   */
  hold(holder: string, ttlMs: number, options?: CallOptions): Promise<boolean>;

  /** Gives the lease back, if the holder has it. */
  release(holder: string, options?: CallOptions): Promise<void>;

  /** For when the last run was due; `undefined` where there was none, or none that is remembered. */
  lastRun(options?: CallOptions): Promise<Instant | undefined>;

  /**
   * Remembers a run, if the holder has the lease, in one step with looking whether it has. An earlier run than the last
   * is not remembered.
   *
   * @returns Whether the holder has the lease.
   */
  recordRun(holder: string, dueAt: Instant, options?: CallOptions): Promise<boolean>;
}
