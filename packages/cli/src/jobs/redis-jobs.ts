import { RedisQueue, type RedisQueueOptions, RedisSchedule } from '@memex/adapter-queue';
import { startAll, stopAll } from '@memex/core';
import type { Jobs } from './jobs.js';

/** Jobs and the schedule in one Redis. */
export function createRedisJobs(options: RedisQueueOptions): Jobs {
  const queue = new RedisQueue(options);
  const schedule = new RedisSchedule(options);
  return {
    queue,
    schedule,
    start: () => startAll([queue, schedule]),
    stop: () => stopAll([queue, schedule]),
  };
}
