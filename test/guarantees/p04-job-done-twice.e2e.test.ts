import { RedisQueue } from '@memex/adapter-queue';
import { withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { fill } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const WORKERS = 2;
const ANALYTICS = 10;
const TIMES = 20;
const SAMPLE_USERS = 100;

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P4${skipped}`, () => {
  test('P4 jobs of one analytic, done many times and at the same time, leave one right result', async () => {
    await using site = await startSite();
    await fill(site.client, createSamples({ users: SAMPLE_USERS }), 3_000);
    const ids = await define(site.client, USERS, ANALYTICS);
    for (let count = 0; count < WORKERS; count++) await site.start('worker');

    // Under ids of their own, so that the queue takes them for different jobs.
    const queue = new RedisQueue({ url: site.redis.url });
    await queue.start();
    const work = (analyticId: string) => ({ kind: 'update-analytic', analyticId }) as const;
    const jobs = Array.from({ length: TIMES }, (_, time) =>
      ids.map((id) => ({ id: `job:${time}:${id}`, work: work(id) })),
    ).flat();
    await queue.enqueue(jobs);
    const depth = await until(
      'all jobs',
      async () => {
        const { waiting, delayed, active, dead } = await queue.depth();
        return waiting + delayed + active === 0 ? { dead } : undefined;
      },
      60_000,
    );
    await queue.stop();

    const found = await results(site.client, ids);
    const listed = await site.client.send({ path: '/analytics' });
    printFigure('P4', 'each analytic computed many times at once', {
      analytics: ANALYTICS,
      jobs: jobs.length,
      dead: depth.dead,
      'right results': found.filter((result) => result.type === 'count' && result.count === SAMPLE_USERS)
        .length,
    });
    expect(depth.dead).toBe(0);
    expect(listed.body).toHaveLength(ANALYTICS);
    for (const result of found) expect(result).toMatchObject({ type: 'count', count: SAMPLE_USERS });
  }, 120_000);
});
