import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { BusyError } from './retry.js';

/** How fast one service is called. */
export interface Pace {
  /** Runs a call when its turn comes. A call that is repeated keeps its turn. */
  run<A>(call: () => Promise<A>): Promise<A>;
  /** Waits while the service has asked everybody to wait. */
  ready(signal: AbortSignal | undefined): Promise<void>;
  /** How many calls have succeeded. */
  succeeded(): number;
  /** Is told how each try went. */
  note(outcome: 'done' | BusyError): void;
}

/** So many calls that succeed allow one more at once. */
const CALLS_TO_GROW = 16;

/**
 * At most so many calls at once. Where the service is busy it is given half as many, and then more again, one by one; and where it says
 * when to come back, nobody comes before.
 */
export function createPace(concurrency: number, longestDelay: number): Pace {
  const limit = pLimit(concurrency);
  let resumeAt = 0;
  let succeeded = 0;
  let sinceGrowth = 0;
  return {
    run: (call) => limit(call),
    async ready(signal) {
      const wait = resumeAt - Date.now();
      if (wait > 0) await sleep(wait, undefined, signal === undefined ? {} : { signal });
    },
    succeeded: () => succeeded,
    note(outcome) {
      if (outcome === 'done') {
        succeeded++;
        if (limit.concurrency >= concurrency || ++sinceGrowth < CALLS_TO_GROW) return;
        limit.concurrency++;
      } else {
        limit.concurrency = Math.max(1, Math.floor(limit.concurrency / 2));
        resumeAt = Math.max(resumeAt, Date.now() + Math.min(outcome.retryAfter ?? 0, longestDelay));
      }
      sinceGrowth = 0;
    },
  };
}
