import { linkedSignal } from '../async/linked-signal.js';
import type { Startable } from '../port/lifecycle.js';
import { systemTimers } from '../time/timers.js';
import type { ConsumeOptions, Consumer, JobHandler, JobQueue } from './job-queue.js';

/** How a worker runs jobs. */
export interface WorkerOptions {
  /** Maximum number of jobs that run at the same time; 1 by default. */
  readonly concurrency?: number | undefined;
  /** Wraps the handler, to observe how each job ends. */
  readonly observe?: ((handler: JobHandler) => JobHandler) | undefined;
  /** Called with each job that was given up. */
  readonly onDead?: ConsumeOptions['onDead'];
}

/** How long a stopping worker waits for its jobs, in milliseconds. The rest of 30 s is for returning them to the queue. */
const FINISH_MS = 25_000;

/**
 * Runs jobs while it is started. `stop` takes no more, and waits for the running ones. A job that takes too long is aborted,
 * and returns to the queue.
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
