import { join } from 'node:path';
import { createRedisJobs } from '@memex/adapter-queue';
import { createSqliteJobs } from '@memex/adapter-sqlite';
import { createMemex, type Jobs } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { instantOfMillis, NIGHTLY, Scheduler, systemTimers } from '@memex/core/toolkit';
import { isMissing, sharedRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { watchMemory } from '../src/memory.js';

const ANALYTICS = 10_000;
const MAX_MEMORY = 64;
const FOUR = instantOfMillis(Date.UTC(2026, 10, 24, 4));

const redis = await sharedRedis();
const missing = isMissing(redis) ? `: needs ${redis.missing}` : '';
const url = isMissing(redis) ? '' : (redis.urls[0] ?? '');

describe(`the beat queues ${ANALYTICS} analytics with flat memory, once`, () => {
  test('without a broker', async () => {
    await using folder = await createFolder();
    await expectQueued('no broker', createSqliteJobs({ file: join(folder.path, 'jobs.db') }));
  });

  test.skipIf(missing !== '')(`with Redis${missing}`, async () => {
    await expectQueued('Redis', createRedisJobs({ url, prefix: 'nightly' }));
  });
});

async function expectQueued(broker: string, jobs: Jobs): Promise<void> {
  const store = createMemoryStore();
  await store.start();
  await jobs.start();
  const { analytics } = createMemex({ store, jobs }).untrusted;
  const timespan = { type: 'moving', value: '30d' };
  for (let defined = 0; defined < ANALYTICS; defined++)
    await analytics.define({
      project: 'weather',
      timespan,
      type: 'count',
      dimension: 'user',
      metric: 'total',
    });
  const memory = await watchMemory(process.pid);
  const begin = performance.now();
  const outcomes = await Promise.all(
    ['one', 'another'].map((holder) =>
      new Scheduler({
        schedule: jobs.schedule,
        clock: { now: () => FOUR },
        timers: systemTimers,
        cron: { cron: NIGHTLY, zone: 'UTC' },
        holder,
        onDue: async (options) => void (await analytics.requestDue(options)),
        onError: () => undefined,
      }).tick(),
    ),
  );
  const seconds = (performance.now() - begin) / 1_000;
  const growth = await memory.growth();
  printFigure('Scheduler', `${ANALYTICS} analytics queued, ${broker}`, {
    seconds: Number(seconds.toFixed(2)),
    'more memory, MiB': Math.round(growth),
  });
  expect(outcomes).toContain('ran');
  expect(await jobs.queue.depth()).toMatchObject({ waiting: ANALYTICS });
  expect(growth).toBeLessThan(MAX_MEMORY);
  await jobs.stop();
}
