import { RedisQueue, RedisSchedule } from '@memex/adapter-queue';
import type { JobQueue } from '@memex/core/ports';
import { QUEUE_RETRIES, queueCases, scheduleCases, unique } from '@memex/core/testing';
import { isMissing, openRelay, sharedRedis } from '@memex/test-services';
import { Redis } from 'ioredis';
import { describe, test } from 'vitest';

const redis = await sharedRedis();
const skipped = isMissing(redis) ? `: needs ${redis.missing}` : '';
const server = isMissing(redis) ? 'redis://localhost' : (redis.urls[0] ?? '');

describe.skipIf(skipped !== '').concurrent(`the queue on Redis${skipped}`, () => {
  for (const { name, run } of queueCases) {
    test(name, async () => {
      const prefix = unique('queue');
      const opened = new Map<JobQueue, () => void>();
      const open = async (): Promise<RedisQueue> => {
        const { port, cut } = await openRelay(server);
        const url = `redis://127.0.0.1:${port}/0`;
        const queue = new RedisQueue({ url, prefix, retries: QUEUE_RETRIES });
        opened.set(queue, cut);
        await queue.start();
        return queue;
      };
      const crash = async (queue: JobQueue): Promise<void> => {
        opened.get(queue)?.();
        opened.delete(queue); // Nobody stops a process that ended.
      };
      const plant = async (id: string, work: string): Promise<void> => {
        const redis = new Redis(server);
        await redis.hset(`${prefix}:jobs:jobs`, id, `{"data":${work},"options":{}}`);
        await redis.lpush(`${prefix}:jobs:waiting`, id);
        redis.disconnect();
      };
      await run({ queue: await open(), another: open, crash, plant });
      for (const [queue, cut] of opened) {
        await queue.stop();
        cut();
      }
    });
  }
});

describe.skipIf(skipped !== '').concurrent(`the schedule on Redis${skipped}`, () => {
  for (const { name, run } of scheduleCases) {
    test(name, async () => {
      const prefix = unique('schedule');
      const schedules: RedisSchedule[] = [];
      const open = async (): Promise<RedisSchedule> => {
        const schedule = new RedisSchedule({ url: server, prefix });
        schedules.push(schedule);
        await schedule.start();
        return schedule;
      };
      await run({ schedule: await open(), another: open });
      for (const schedule of schedules) await schedule.stop();
    });
  }
});
