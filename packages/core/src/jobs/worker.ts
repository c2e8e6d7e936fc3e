import { linkedSignal } from '../async/linked-signal.js';
import type { Startable } from '../port/lifecycle.js';
import { systemTimers } from '../time/timers.js';
import type { ConsumeOptions, Consumer, JobHandler, JobQueue } from './job-queue.js';

/** How jobs are done in this process. */
export interface WorkerOptions {
  /** Most jobs that run at the same time; 1 where absent. */
  readonly concurrency?: number | undefined;
  /** Makes a handler that does what the given one does, and tells how it ended. */
  readonly observe?: ((handler: JobHandler) => JobHandler) | undefined;
  /** Told of each job that was given up. */
  readonly onDead?: ConsumeOptions['onDead'];
}

/** How long a stopping worker lets its jobs finish, in milliseconds; what is left of 30 s is for handing them back. */
const FINISH_MS = 25_000;

/**
 * Does jobs while it is started. `stop` takes no more, and waits for those that run; one that takes too long is interrupted, and goes
 * back to the queue.
 */
export function createWorker(
  queue: JobQueue,
  handler: JobHandler,
  { concurrency = 1, observe = (same) => same, onDead }: WorkerOptions = {},
): Startable {
  const ending = new AbortController();
  let consumer: Consumer | undefined;
  const interruptible: JobHandler = (delivery, { signal }) =>
    handler(delivery, { signal: linkedSignal(ending.signal, signal) });
  return {
    start: async () => {
      consumer ??= queue.consume(observe(interruptible), { concurrency, onDead });
    },
    stop: async () => {
      const cancel = systemTimers.after(FINISH_MS, () => ending.abort());
      await consumer?.stop();
      cancel();
    },
  };
}
