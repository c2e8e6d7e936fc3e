import { formatInstant, systemClock } from '@memex/core/toolkit';
import { withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { post } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { type Site, startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const ATTEMPTS = 5;

const skipped = withoutRedis();

const OUTAGES = [
  { name: 'frozen', begin: ({ redis }: Site) => redis.freeze(), end: ({ redis }: Site) => redis.resume() },
  { name: 'killed', begin: ({ redis }: Site) => redis.kill(), end: ({ redis }: Site) => redis.restart() },
];

describe.skipIf(skipped !== '')(`P6${skipped}`, () => {
  test.each(OUTAGES)(
    'P6 while the broker is $name, all but computing goes on',
    async ({ name, begin, end }) => {
      await using site = await startSite();
      const { client } = site;
      const worker = await site.start('worker');
      const ids = await define(client, USERS, 3);
      await compute(client);
      await results(client, ids);

      await begin(site);
      const make = createSamples();
      const times: number[] = [];
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        expect((await post(client, make(10))).status).toBe(201);
        const asked = performance.now();
        const answer = await compute(client, ids[0]);
        times.push(performance.now() - asked);
        expect(answer).toMatchObject({
          status: 503,
          headers: { 'retry-after': expect.stringMatching(/^\d+$/) },
        });
      }
      expect((await client.send({ path: '/health' })).status).toBe(200);
      expect((await client.send({ path: '/analytic', query: { id: String(ids[0]) } })).status).toBe(200);
      // What it answered before is given again for half a second.
      const ask = async () => {
        const answer = await client.send({ path: '/ready' });
        return answer.status === 200 ? undefined : answer;
      };
      const ready = await until('readiness to notice', ask, 2_000);
      expect(ready).toMatchObject({
        status: 503,
        body: { parts: { store: { state: 'up' }, queue: { state: 'down' } } },
      });

      await end(site);
      const backAt = performance.now();
      const back = formatInstant(systemClock.now());
      await until('the queue', async () => (await compute(client)).status === 200 || undefined);
      await results(client, ids, back);
      const seconds = (performance.now() - backAt) / 1_000;
      printFigure('P6', `broker ${name}`, {
        'computing refused after ms, at most': Math.round(Math.max(...times)),
        'computed again after s': seconds.toFixed(1),
      });
      expect(seconds).toBeLessThan(10);
      if (process.env.FULL === '1') expect(Math.max(...times)).toBeLessThan(1_000);
      expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
    },
    120_000,
  );
});
