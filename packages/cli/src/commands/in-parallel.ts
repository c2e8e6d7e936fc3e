import type { Startable } from '@memex/core/ports';
import { startAll } from '@memex/core/toolkit';

/** Starts parts in order, and stops them at the same time, so that each has the full time to finish. */
export function inParallel(parts: readonly Startable[]): Startable {
  return {
    start: () => startAll(parts),
    stop: async () => {
      const outcomes = await Promise.allSettled(parts.map((part) => part.stop()));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}
