import type { Jobs } from '../jobs/jobs.js';
import type { RetryPolicy } from '../jobs/retry-policy.js';
import type { Clock } from '../time/clock.js';
import { systemClock } from '../time/clock.js';
import type { Timers } from '../time/timers.js';
import { systemTimers } from '../time/timers.js';
import { MemoryQueue } from './memory-queue.js';
import { MemorySchedule } from './memory-schedule.js';

export interface MemoryJobsOptions {
  readonly retries?: RetryPolicy;
  readonly timers?: Timers;
  readonly clock?: Clock;
}

/** Jobs in the memory of this process. They are lost when it ends. */
export function createMemoryJobs({
  clock = systemClock,
  timers = systemTimers,
  ...options
}: MemoryJobsOptions = {}): Jobs {
  const queue = new MemoryQueue({ timers, ...options });
  return {
    queue,
    schedule: new MemorySchedule(clock),
    start: () => queue.start(),
    stop: () => queue.stop(),
  };
}
