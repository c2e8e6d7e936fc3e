import { createRedisJobs } from '@memex/adapter-queue';
import { isMissing, startRedis, tellRedis, withoutRedis } from '@memex/test-services';
import { afterAll, describe, expect, test } from 'vitest';

const skipped = withoutRedis();
const cluster = skipped === '' ? await startRedis() : undefined;
const server =
  cluster === undefined || isMissing(cluster) ? 'redis://localhost' : (cluster.nodes[0]?.url ?? '');
const { host } = new URL(server);

describe.skipIf(skipped !== '')(`the credentials for Redis${skipped}`, () => {
  afterAll(() => (cluster === undefined || isMissing(cluster) ? undefined : cluster.stop()));

  test('user and password are accepted, and an error about wrong ones shows neither', async () => {
    await tellRedis(server, 'ACL SETUSER memex on >p/ss allkeys allcommands allchannels');
    await using right = await opened(`redis://memex:p%2Fss@${host}/0`);
    const job = { id: 'one', work: { kind: 'update-analytic', analyticId: 'one' } } as const;
    expect(await right.queue.enqueue([job])).toBe(1);
    expect(await right.schedule.hold('holder', 1_000)).toBe(true);

    await using wrong = await opened(`redis://memex:hunter2@${host}/0`);
    const refusal = await wrong.queue.probe().catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'unavailable' });
    expect(String(refusal)).not.toContain('hunter2');
    await expect(wrong.queue.enqueue([job])).rejects.toMatchObject({ code: 'unavailable' });
  });
});

async function opened(url: string) {
  const jobs = createRedisJobs({ url });
  await jobs.start();
  return { ...jobs, [Symbol.asyncDispose]: () => jobs.stop() };
}
