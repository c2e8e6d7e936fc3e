import type { Consumer, JobHandler, JobQueue, Startable } from '@memex/core/ports';
import { systemTimers } from '@memex/core/toolkit';
import type { JobHooks } from '../observe/job-hooks.js';

export interface WorkerParts {
  readonly queue: JobQueue;
  readonly handler: JobHandler;
  readonly concurrency: number;
  readonly hooks: JobHooks;
}

/** How long a stopping worker lets its jobs finish, in milliseconds; what is left of 30 s is for handing them back. */
const FINISH_MILLIS = 25_000;

/**
 * Does jobs while it is started. `stop` takes no more, and waits for those that run; one that takes too long is interrupted, and goes
 * back to the queue.
 */
export function createWorker({ queue, handler, concurrency, hooks }: WorkerParts): Startable {
  const ending = new AbortController();
  let consumer: Consumer | undefined;
  const interruptible: JobHandler = (delivery, { signal }) =>
    handler(delivery, {
      signal: signal === undefined ? ending.signal : AbortSignal.any([ending.signal, signal]),
    });
  return {
    start: async () => {
      consumer ??= queue.consume(hooks.observe(interruptible), { concurrency, onDead: hooks.onDead });
    },
    stop: async () => {
      const cancel = systemTimers.after(FINISH_MILLIS, () => ending.abort());
      await consumer?.stop();
      cancel();
    },
  };
}
