import { setTimeout as sleep } from 'node:timers/promises';
import { formatInstant, systemClock } from '@memex/core/toolkit';
import { ownRedis, tellRedis, withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

/** For how long the password is refused, in milliseconds: longer than every client waits before it connects again. */
const REFUSED_MS = 2_000;

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P6${skipped}`, () => {
  test('P6 after the broker refused the password for two seconds jobs are done again, and where nobody does them that is told', async () => {
    const redis = await ownRedis();
    const user = 'ACL SETUSER memex on allkeys allcommands allchannels';
    await tellRedis(redis.url, `${user} >right`);
    await tellRedis(redis.url, 'ACL SETUSER default -@all +acl +client +ping nopass');
    await using site = await startSite(
      { BROKER_URL: `redis://memex:right@${new URL(redis.url).host}/0` },
      redis,
    );
    const { client } = site;
    const worker = await site.start('worker');
    const ids = await define(client, USERS, 3);
    await compute(client);
    await results(client, ids);

    await tellRedis(redis.url, 'ACL SETUSER memex <right >wrong');
    await tellRedis(redis.url, 'CLIENT KILL USER memex');
    await sleep(REFUSED_MS);
    expect((await client.send({ path: '/ready' })).status).toBe(503);
    await tellRedis(redis.url, `${user} >right`);
    const at = performance.now();
    const back = formatInstant(systemClock.now());
    await until('computing', async () => (await compute(client)).status === 200 || undefined);
    await results(client, ids, back);
    const seconds = (performance.now() - at) / 1_000;
    expect(seconds).toBeLessThan(10);

    const ready = async () => (await client.send({ path: '/ready' })).status;
    // What it answered before is given again for half a second.
    await until('readiness', async () => (await ready()) === 200 || undefined);
    expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
    const requested = performance.now();
    await compute(client);
    await until('readiness to notice', async () => (await ready()) === 503 || undefined);
    const noticed = (performance.now() - requested) / 1_000;
    await site.start('worker');
    await until('readiness to come back', async () => (await ready()) === 200 || undefined);
    printFigure('P6', 'password refused for 2 s', {
      'computed again after s': seconds.toFixed(1),
      'not ready without a worker after s': noticed.toFixed(1),
    });
    expect(noticed).toBeGreaterThan(9);
  }, 120_000);
});
