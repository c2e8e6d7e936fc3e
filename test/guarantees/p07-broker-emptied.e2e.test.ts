import { formatInstant, systemClock } from '@memex/core/toolkit';
import { tellRedis, withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { startSite } from '../src/site.js';

const ANALYTICS = 100;

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P7${skipped}`, () => {
  test('P7 after the broker was emptied, everything that is due is computed at the next beat', async () => {
    await using site = await startSite();
    const { client, redis } = site;
    const ids = await define(client, USERS, ANALYTICS);
    const concluded = { type: 'fixed', start: '2020-01-01', end: '2020-02-01' } as const;
    const [fixed = ''] = await define(client, { ...USERS, timespan: concluded }, 1);
    await using worker = await site.start('worker');
    await compute(client, fixed);
    const [made] = await results(client, [fixed]);
    await worker.end('SIGTERM');

    await compute(client);
    expect(await tellRedis(redis.url, 'FLUSHALL')).toBe('+OK\r\n');
    const emptied = formatInstant(systemClock.now());
    await site.start('worker');
    await site.start('beat', { BEAT_CRON: '* * * * * *' });
    const found = await results(client, ids, emptied);
    const [kept] = await results(client, [fixed]);
    printFigure('P7', 'broker emptied', { due: ids.length, 'computed at the next beat': found.length });
    expect(kept).toEqual(made);
  }, 120_000);
});
