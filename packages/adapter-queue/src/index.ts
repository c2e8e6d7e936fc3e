export { type ConnectionOptions, RedisConnection } from './connection.js';
export { createRedisJobs } from './redis-jobs.js';
export { RedisQueue, type RedisQueueOptions } from './redis-queue.js';
export { RedisSchedule, type RedisScheduleOptions } from './redis-schedule.js';
