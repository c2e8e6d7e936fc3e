export type { RedisAddress } from './address.js';
export { type ConnectionOptions, RedisConnection } from './connection.js';
export { parseRedisAddress } from './parse-address.js';
export { createRedisJobs } from './redis-jobs.js';
export { RedisQueue, type RedisQueueOptions } from './redis-queue.js';
export { RedisSchedule, type RedisScheduleOptions } from './redis-schedule.js';
