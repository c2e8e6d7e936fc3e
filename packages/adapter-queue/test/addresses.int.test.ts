import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRedisJobs, parseRedisAddress } from '@memex/adapter-queue';
import {
  CERTIFICATE,
  KEY,
  launchRedis,
  startEncryptedRedis,
  startRedisCluster,
  startWatchedRedis,
  tellRedis,
  withoutRedis,
} from '@memex/test-services';
import { afterEach, describe, expect, test } from 'vitest';
import { expectToWork, openWorkingJobs, type WorkingJobs } from './support/working-jobs.js';

const skipped = withoutRedis();

/** Longer than an election takes. */
const FAILED_OVER = { timeout: 30_000 };

describe.skipIf(skipped !== '')(`addresses that lead to several servers${skipped}`, () => {
  const stops: (() => unknown)[] = [];

  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  });

  const open = (url: string): Promise<WorkingJobs> => openWorkingJobs(url, { stops, within: FAILED_OVER });

  test('behind sentinels, clients follow a failover, and one sentinel is enough to find the server', async () => {
    const group = await startWatchedRedis();
    stops.push(() => group.stop());
    const working = await open(group.url);
    const { jobs } = working;
    expect(await jobs.queue.probe()).toMatchObject({ location: group.url });
    await group.primary.kill();
    await expectToWork(working, FAILED_OVER);
    expect(await tellRedis(group.replica.url, 'ROLE')).toContain('master');
    await expect.poll(() => jobs.schedule.hold('holder', 1_000).catch(String), FAILED_OVER).toBe(true);
    for (const sentinel of group.sentinels.slice(0, 2)) await sentinel.kill();
    await jobs.stop();
    await open(group.url);
  });

  test('with TLS, sentinels and servers are checked alike, and clients follow a failover', async () => {
    const group = await startWatchedRedis({ encrypted: true });
    stops.push(() => group.stop());
    const files = `ssl_ca_certs=${CERTIFICATE}&ssl_certfile=${CERTIFICATE}&ssl_keyfile=${KEY}`;
    const working = await open(`${group.url}?${files}`);
    await group.primary.kill();
    await expectToWork(working, FAILED_OVER);
  });

  test('the passwords of servers and sentinels are their own', async () => {
    const group = await startWatchedRedis();
    stops.push(() => group.stop());
    for (const { url } of [group.primary, group.replica])
      await tellRedis(url, 'ACL SETUSER memex on >p/ss ~memex:* &memex:* +@all');
    for (const { url } of group.sentinels) await tellRedis(url, 'ACL SETUSER default resetpass >watch');
    const location = group.url.slice('redis+sentinel://'.length);
    await open(`redis+sentinel://memex:p%2Fss@${location}?sentinel_password=watch`);
    const refused = createRedisJobs({ url: `redis+sentinel://memex:p%2Fss@${location}` });
    stops.push(() => refused.stop());
    await refused.start();
    await expect(refused.queue.probe()).rejects.toMatchObject({
      message: expect.stringContaining(
        'no sentinel leads to a server that takes writes: it asks for a password',
      ),
    });
    const unknown = createRedisJobs({
      url: `redis+sentinel://${location.replace('/jobs/', '/tasks/')}?sentinel_password=watch`,
    });
    stops.push(() => unknown.stop());
    await unknown.start();
    await expect(unknown.queue.probe()).rejects.toMatchObject({
      message: expect.stringContaining('it watches nothing with the name tasks'),
    });
  });

  test('in a cluster, all keys are on one node, and clients follow them after a failover', async () => {
    const cluster = await startRedisCluster('{memex}');
    stops.push(() => cluster.stop());
    const working = await open(cluster.url);
    const { jobs } = working;
    expect(await tellRedis(cluster.owner.url, 'EXISTS {memex}:probe')).toContain(':1');
    await cluster.owner.kill();
    await expectToWork(working, FAILED_OVER);
    await expect.poll(() => jobs.schedule.hold('holder', 1_000).catch(String), FAILED_OVER).toBe(true);
  });

  test('in a cluster, clients follow the keys to another node when their slot is moved', async () => {
    const cluster = await startRedisCluster('{memex}');
    stops.push(() => cluster.stop());
    const working = await open(cluster.url);
    const owner = await cluster.moveSlot();
    await expectToWork(working, FAILED_OVER);
    expect(await tellRedis(owner.url, 'EXISTS {memex}:probe')).toContain(':1');
    await expect
      .poll(() => working.jobs.schedule.hold('holder', 1_000).catch(String), FAILED_OVER)
      .toBe(true);
  });

  test('a Unix socket leads to its database, and clients follow a restart of the server', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'memex-socket-'));
    stops.push(() => rm(folder, { recursive: true }));
    const path = join(folder, 'redis.sock');
    const server = await launchRedis({ parameters: ['--unixsocket', path] });
    stops.push(() => server.kill());
    const working = await open(`redis+socket://${path}?virtual_host=1`);
    expect(await tellRedis(server.url, 'INFO keyspace')).toContain('db1:');
    await server.kill();
    await server.restart();
    await expectToWork(working, FAILED_OVER);
  });

  test('a server that speaks only TLS, and asks for a certificate, gets the files of the address', async () => {
    const server = await startEncryptedRedis();
    stops.push(() => server.kill());
    const own = `ssl_certfile=${CERTIFICATE}&ssl_keyfile=${KEY}`;
    await open(`${server.url}?ssl_ca_certs=${CERTIFICATE}&${own}`);
    const distrustful = createRedisJobs({ url: `${server.url}?${own}` });
    stops.push(() => distrustful.stop());
    await distrustful.start();
    await expect(distrustful.queue.probe()).rejects.toMatchObject({
      message: expect.stringContaining('its certificate is not trusted'),
    });
    const missing = parseRedisAddress(server.url, '/nowhere.pem');
    expect(() => createRedisJobs({ url: missing })).toThrow('cannot read the certificate file /nowhere.pem');
  });
});
