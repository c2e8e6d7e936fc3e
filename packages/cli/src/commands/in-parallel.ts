import type { Startable } from '@memex/core/ports';
import { startAll } from '@memex/core/toolkit';

/** Parts that are started in order and stopped at the same time: each has the whole time that there is to finish. */
export function inParallel(parts: readonly Startable[]): Startable {
  return {
    start: () => startAll(parts),
    stop: async () => {
      const outcomes = await Promise.allSettled(parts.map((part) => part.stop()));
      for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
    },
  };
}
