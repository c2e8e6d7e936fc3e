import type { JobQueue, Schedule, Startable } from '@memex/core/ports';
import { startAll, stopAll } from '@memex/core/toolkit';
import { RedisQueue, type RedisQueueOptions } from './redis-queue.js';
import { RedisSchedule } from './redis-schedule.js';

/** Jobs, and the schedule of those that fire them: started and stopped together. */
export interface RedisJobs extends Startable {
  readonly queue: JobQueue;
  readonly schedule: Schedule;
}

/** Jobs and a schedule in one Redis. It may be away at the start. */
export function createRedisJobs(options: RedisQueueOptions): RedisJobs {
  const queue = new RedisQueue(options);
  const schedule = new RedisSchedule(options);
  return {
    queue,
    schedule,
    start: () => startAll([queue, schedule]),
    stop: () => stopAll([queue, schedule]),
  };
}
