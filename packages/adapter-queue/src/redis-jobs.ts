import type { Jobs } from '@memex/core';
import { startAll, stopAll } from '@memex/core/toolkit';
import { addressFrom } from './parse-address.js';
import { RedisQueue, type RedisQueueOptions } from './redis-queue.js';
import { RedisSchedule } from './redis-schedule.js';

/** A queue and a schedule in one Redis, which may be unavailable at the start. */
export function createRedisJobs(given: RedisQueueOptions): Jobs {
  const options = { ...given, url: addressFrom(given.url) };
  const queue = new RedisQueue(options);
  const schedule = new RedisSchedule(options);
  return {
    queue,
    schedule,
    start: () => startAll([queue, schedule]),
    stop: () => stopAll([queue, schedule]),
  };
}
