import { createRedisJobs } from '@memex/adapter-queue';
import { QUEUE_RETRIES } from '@memex/core/testing';
import { isMissing, startRedis, tellRedis, withoutRedis } from '@memex/test-services';
import { afterAll, describe, expect, test } from 'vitest';

const skipped = withoutRedis();
const cluster = skipped === '' ? await startRedis() : undefined;
const server =
  cluster === undefined || isMissing(cluster) ? 'redis://localhost' : (cluster.nodes[0]?.url ?? '');

describe.skipIf(skipped !== '')(`a dead job whose reason Redis does not record${skipped}`, () => {
  afterAll(() => (cluster === undefined || isMissing(cluster) ? undefined : cluster.stop()));

  test('stays delayed, and is dead once Redis records the reason', async () => {
    const mayAll = 'ACL SETUSER memex on >password allkeys allcommands allchannels';
    await tellRedis(server, mayAll);
    const url = `redis://memex:password@${new URL(server).host}/0`;
    const jobs = createRedisJobs({ url, retries: QUEUE_RETRIES });
    await jobs.start();
    await jobs.queue.enqueue([{ id: 'one', work: { kind: 'update-analytic', analyticId: 'one' } }]);
    // Everything except the key of the dead jobs.
    await tellRedis(server, 'ACL SETUSER memex resetkeys ~*:jobs:*');
    let begun = 0;
    const consumer = jobs.queue.consume(
      async () => {
        begun++;
        throw new Error('there is no such thing');
      },
      { concurrency: 1 },
    );
    await expect.poll(() => begun).toBe(QUEUE_RETRIES.attempts);
    await expect.poll(() => jobs.queue.depth()).toEqual({ waiting: 0, delayed: 1, active: 0, dead: 0 });

    await tellRedis(server, mayAll);
    await expect.poll(() => jobs.queue.depth(), { timeout: 20_000 }).toMatchObject({ delayed: 0, dead: 1 });
    const { entries } = await jobs.queue.dead({ limit: 10 });
    expect(entries).toMatchObject([{ id: 'one', attempts: QUEUE_RETRIES.attempts }]);
    expect(begun).toBe(QUEUE_RETRIES.attempts);
    await consumer.stop();
    await jobs.stop();
  });
});
