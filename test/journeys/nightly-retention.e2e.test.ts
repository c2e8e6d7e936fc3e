import { formatInstant, plusMicros, systemClock } from '@memex/core/toolkit';
import { withoutRedis } from '@memex/test-services';
import { expect, test } from 'vitest';
import { define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { runMemex } from '../src/server.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const OLD = 300;
const RECENT = 100;
const HOUR_MICROS = 3_600_000_000;

const skipped = withoutRedis();

test.skipIf(skipped !== '')(
  `what memex beat requests over Redis, memex worker does: retention is applied once, and leaves a receipt${skipped}`,
  async () => {
    await using site = await startSite();
    const { client } = site;
    const recent = formatInstant(plusMicros(systemClock.now(), -HOUR_MICROS));
    const stored = (count: number, timestamp: string) =>
      createSamples()(count).map((message) => ({ ...message, project: 'kept', timestamp }));
    traceIdsOf(await post(client, stored(OLD, '2020-01-01T12:00:00')));
    traceIdsOf(await post(client, stored(RECENT, recent)));
    const log = { logId: 'one', project: 'kept', component: 'bot', severity: 'INFO', logContent: 'old' };
    const logged = await client.send({
      method: 'POST',
      path: '/logs',
      json: [{ ...log, timestamp: '2020-01-01T12:00:00' }],
    });
    expect(logged).toMatchObject({ status: 201 });
    await using rule = runMemex(['retention', 'set', 'kept', '90d'], site.environment);
    expect((await rule.exit).code, rule.output()).toBe(0);
    const ids = await define(client, { ...USERS, project: 'kept' }, 3);

    await site.start('worker');
    // Of today, and so due now, whatever the time is.
    const midnight = { BEAT_CRON: '0 0 * * *', BEAT_TIME_ZONE: 'UTC' };
    for (const _ of ['one', 'another']) await site.start('beat', midnight);
    const receipts = () => client.send({ path: '/receipts' });
    await until('the receipt of the night', async () => {
      const { body } = await receipts();
      return JSON.stringify(body).includes('"complete"') || undefined;
    });
    await results(client, ids);
    const found = [{ project: 'kept', messages: OLD, logs: 1 }];
    const { body } = await receipts();
    printFigure('nightly', 'retention over Redis', {
      deleted: OLD + 1,
      kept: RECENT,
      receipts: Array.isArray(body) ? body.length : 0,
    });
    expect(body).toMatchObject([
      {
        kind: 'retention',
        state: 'complete',
        by: 'scheduler',
        projects: ['kept'],
        attempts: 1,
        found,
        deleted: OLD + 1,
      },
    ]);
    expect(await client.send({ path: '/projects' })).toMatchObject({
      body: [{ project: 'kept', messages: RECENT }],
    });
  },
  60_000,
);
