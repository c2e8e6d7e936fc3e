import { createRedisJobs } from '@memex/adapter-queue';
import { QUEUE_RETRIES } from '@memex/core/conformance';
import { isMissing, startRedis, tellRedis, withoutRedis } from '@memex/test-services';
import { afterAll, describe, expect, test } from 'vitest';

const skipped = withoutRedis();
const cluster = skipped === '' ? await startRedis() : undefined;
const server =
  cluster === undefined || isMissing(cluster) ? 'redis://localhost' : (cluster.nodes[0]?.url ?? '');

describe.skipIf(skipped !== '')(`what Redis does not note${skipped}`, () => {
  afterAll(() => (cluster === undefined || isMissing(cluster) ? undefined : cluster.stop()));

  test('is no reason to give a job up: it is started once Redis notes that', async () => {
    await tellRedis(server, 'ACL SETUSER memex on >password allkeys allcommands allchannels');
    const url = `redis://memex:password@${new URL(server).host}/0`;
    const jobs = createRedisJobs({ url, retries: QUEUE_RETRIES });
    await jobs.start();
    await jobs.queue.enqueue([{ id: 'one', work: { kind: 'update-analytic', analyticId: 'one' } }]);
    // Starts are counted with it.
    await tellRedis(server, 'ACL SETUSER memex -hincrby');
    let begun = 0;
    const consumer = jobs.queue.consume(async () => void begun++, { concurrency: 1 });
    await expect.poll(() => jobs.queue.depth()).toMatchObject({ delayed: 1, dead: 0 });
    expect(begun).toBe(0);

    await tellRedis(server, 'ACL SETUSER memex +hincrby');
    const nothing = { waiting: 0, delayed: 0, active: 0, dead: 0 };
    await expect.poll(() => jobs.queue.depth(), { timeout: 20_000 }).toEqual(nothing);
    expect(begun).toBe(1);
    await consumer.stop();
    await jobs.stop();
  });
});
