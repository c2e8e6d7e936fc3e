import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { BusyError } from './retry.js';

/** Limits the calls to one service. */
export interface Throttle {
  /** Runs a call when a slot is free. A call keeps its slot while it is retried. */
  run<A>(call: () => Promise<A>): Promise<A>;
  /** Waits until the time that the service asked for (`Retry-After`). */
  waitUntilReady(signal: AbortSignal | undefined): Promise<void>;
  /** Number of calls that have succeeded. */
  succeeded(): number;
  /** Records the outcome of an attempt. */
  record(outcome: 'done' | BusyError): void;
}

/** After this many successes, one more concurrent call is allowed. */
const CALLS_TO_GROW = 16;

/**
 * Allows at most `concurrency` calls at once. If the service is busy, the limit is halved, and then grows again one by one. If the service says
 * when to come back, no call is sent earlier.
 */
export function createThrottle(concurrency: number, maxDelayMs: number): Throttle {
  const limit = pLimit(concurrency);
  let resumeAt = 0;
  let succeeded = 0;
  let sinceGrowth = 0;
  return {
    run: (call) => limit(call),
    async waitUntilReady(signal) {
      const wait = resumeAt - Date.now();
      if (wait > 0) await sleep(wait, undefined, signal === undefined ? {} : { signal });
    },
    succeeded: () => succeeded,
    record(outcome) {
      if (outcome === 'done') {
        succeeded++;
        if (limit.concurrency >= concurrency || ++sinceGrowth < CALLS_TO_GROW) return;
        limit.concurrency++;
      } else {
        limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2));
        resumeAt = Math.max(resumeAt, Date.now() + Math.min(outcome.retryAfterMs ?? 0, maxDelayMs));
      }
      sinceGrowth = 0;
    },
  };
}
