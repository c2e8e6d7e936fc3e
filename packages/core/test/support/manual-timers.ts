import type { Timers } from '@memex/core/ports';

/** Timers that go off when they are told to. */
export interface ManualTimers extends Timers {
  /** The delays of all timers that were ever started, in order. */
  readonly delays: number[];
  /** How many are waiting. */
  waiting(): number;
  /** Lets the first that waits go off, and what follows from it happen. */
  next(): Promise<void>;
}

export function manualTimers(): ManualTimers {
  const delays: number[] = [];
  const waiting = new Set<() => void>();
  return {
    delays,
    waiting: () => waiting.size,
    after: (millis, callback) => {
      delays.push(millis);
      waiting.add(callback);
      return () => waiting.delete(callback);
    },
    next: async () => {
      const [first] = waiting;
      if (first === undefined) throw new Error('no timer waits');
      waiting.delete(first);
      first();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}
