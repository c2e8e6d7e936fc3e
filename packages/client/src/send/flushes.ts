import { FlushTimeoutError } from '../model/errors.js';

/** Who waits until what was added before is sent. */
export interface Flushes {
  /** Resolves when there is no batch left up to this order. @throws FlushTimeoutError */
  until(order: number, timeout: number | undefined): Promise<void>;
  /** To be called when a batch was settled. */
  check(): void;
  /** Rejects those who still wait. */
  fail(error: unknown): void;
}

interface Waiting {
  readonly order: number;
  readonly done: (error?: unknown) => void;
}

/** @param oldest - The order of the oldest batch that is not settled; infinite where there is none. */
export function createFlushes(oldest: () => number): Flushes {
  const waiting = new Set<Waiting>();
  return {
    until(order, timeout) {
      if (oldest() > order) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const timer =
          timeout === undefined
            ? undefined
            : setTimeout(() => one.done(new FlushTimeoutError(timeout)), timeout);
        const one: Waiting = {
          order,
          done(error) {
            clearTimeout(timer);
            waiting.delete(one);
            if (error === undefined) resolve();
            else reject(error);
          },
        };
        waiting.add(one);
      });
    },
    check() {
      const left = oldest();
      for (const one of [...waiting]) if (left > one.order) one.done();
    },
    fail(error) {
      for (const one of [...waiting]) one.done(error);
    },
  };
}
