import { createRedisJobs } from '@memex/adapter-queue';
import { openRelay, ownRedis, type ServerNode, tellRedis, withoutRedis } from '@memex/test-services';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  consumeAll,
  expectToWork,
  openWorkingJobs,
  someJob,
  type WorkingJobs,
} from './support/working-jobs.js';

const skipped = withoutRedis();

/** Everything must work again within this time. */
const HEALED = { timeout: 10_000 };

describe.skipIf(skipped !== '')(`a Redis that refuses writes for a while${skipped}`, () => {
  let first: ServerNode;
  let second: ServerNode;
  let stops: (() => unknown)[] = [];

  beforeEach(async () => {
    [first, second] = [await ownRedis(), await ownRedis()];
  });

  afterEach(async () => {
    for (const stop of stops.reverse()) await stop();
    stops = [];
    await Promise.all([first.kill(), second.kill()]);
  });

  const open = (url: string, onError?: (error: unknown) => void): Promise<WorkingJobs> =>
    openWorkingJobs(url, { stops, within: HEALED, onError });

  test('clients follow a failover behind the same address, even if the old sockets stay open', async () => {
    await follow(first, second);
    const relay = await openRelay(first.url);
    stops.push(() => relay.cut());
    const working = await open(`redis://127.0.0.1:${relay.port}/0`);
    const { jobs } = working;

    await tellRedis(second.url, 'REPLICAOF NO ONE');
    relay.redirect(second.url);
    await follow(second, first);
    await expect.poll(() => jobs.queue.probe().then(() => 'up', String), HEALED).toBe('up');
    await expectToWork(working, HEALED);
    await expect.poll(() => jobs.schedule.hold('holder', 1_000).catch(String), HEALED).toBe(true);
  });

  test('writes fail with the reason while the server is a replica, and work again once it is the primary', async () => {
    const working = await open(first.url);
    const { jobs } = working;
    await follow(second, first);
    const refused = { code: 'unavailable', message: expect.stringContaining('replica') };
    await expect(jobs.queue.probe()).rejects.toMatchObject(refused);
    await expect(jobs.queue.enqueue([someJob()])).rejects.toMatchObject({ code: 'unavailable' });
    await tellRedis(first.url, 'REPLICAOF NO ONE');
    await expect.poll(() => jobs.queue.probe().then(() => 'up', String), HEALED).toBe('up');
    await expectToWork(working, HEALED);
  });

  test.each([
    [
      'has too few replicas',
      'CONFIG SET min-replicas-to-write 1',
      'CONFIG SET min-replicas-to-write 0',
      'NOREPLICAS',
    ],
    ['has no memory left', 'CONFIG SET maxmemory 1', 'CONFIG SET maxmemory 0', 'OOM'],
  ])('a server that %s is reported as not ready, and recovers', async (_, begin, end, code) => {
    const working = await open(first.url);
    const { jobs } = working;
    await tellRedis(first.url, begin);
    await expect(jobs.queue.probe()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(code),
    });
    await expect(jobs.queue.enqueue([someJob()])).rejects.toMatchObject({ code: 'unavailable' });
    await tellRedis(first.url, end);
    await expect.poll(() => jobs.queue.probe().then(() => 'up', String), HEALED).toBe('up');
    await expectToWork(working, HEALED);
  });

  test('after a lost connection, a refused password is retried until it is accepted', async () => {
    const user = 'ACL SETUSER memex on allkeys allcommands allchannels';
    await tellRedis(first.url, `${user} >right`);
    const working = await open(`redis://memex:right@${new URL(first.url).host}/0`);
    const { jobs } = working;
    await tellRedis(first.url, 'ACL SETUSER memex <right >wrong');
    await tellRedis(first.url, 'CLIENT KILL USER memex');
    await expect
      .poll(() => jobs.queue.probe().then(() => 'up', String))
      .toContain('refuses user and password');
    const refusals = await refusedPasswords(first.url);
    await expect.poll(() => refusedPasswords(first.url), HEALED).toBeGreaterThan(refusals + 2);
    await tellRedis(first.url, `${user} >right`);
    await expect.poll(() => jobs.queue.probe().then(() => 'up', String), HEALED).toBe('up');
    await expectToWork(working, HEALED);
  });

  test('connections that a router has dropped are replaced, and a worker that gets no jobs reports it', async () => {
    const relay = await openRelay(first.url);
    stops.push(() => relay.cut());
    const told: string[] = [];
    const onError = (error: unknown) => void told.push(String(error));
    const working = await open(`redis://127.0.0.1:${relay.port}/0`, onError);
    const { jobs } = working;
    relay.stall();
    const starved = expect.stringContaining('jobs have waited for 10 s for this worker, which took none');
    const job = someJob();
    await expect.poll(() => jobs.queue.enqueue([job]).catch(() => 'refused'), HEALED).toBe(1);
    await expect
      .poll(() => jobs.queue.probe().then(() => 'up', String), { timeout: 20_000 })
      .toEqual(starved);
    expect(told).toContainEqual(starved);
    await expect.poll(() => working.done, HEALED).toContain(job.id);
    await expect.poll(() => jobs.queue.probe().then(() => 'up', String), HEALED).toBe('up');
  });

  test('at the start, a refused password is retried until it is accepted', async () => {
    const user = 'ACL SETUSER memex on allkeys allcommands allchannels';
    await tellRedis(first.url, `${user} >wrong`);
    const jobs = createRedisJobs({ url: `redis://memex:right@${new URL(first.url).host}/0` });
    stops.push(() => jobs.stop());
    await jobs.start();
    const working = { jobs, done: consumeAll(jobs) };
    await expect(jobs.queue.probe()).rejects.toMatchObject({ message: expect.stringContaining('WRONGPASS') });
    await tellRedis(first.url, `${user} >right`);
    await expect.poll(() => jobs.queue.probe().then(() => 'up', String), HEALED).toBe('up');
    await expectToWork(working, HEALED);
  });
});

/** How often a server refused a password. */
async function refusedPasswords(url: string): Promise<number> {
  const statistics = await tellRedis(url, 'INFO commandstats');
  return Number(/cmdstat_auth:.*failed_calls=(\d+)/.exec(statistics)?.[1]);
}

/** Makes one server a replica of another, and waits until it has what that one has. */
async function follow(primary: ServerNode, replica: ServerNode): Promise<void> {
  const { hostname, port } = new URL(primary.url);
  await tellRedis(primary.url, 'CONFIG SET repl-diskless-sync-delay 0');
  await tellRedis(replica.url, `REPLICAOF ${hostname} ${port}`);
  await expect
    .poll(() => tellRedis(replica.url, 'INFO replication'), HEALED)
    .toContain('master_link_status:up');
}
