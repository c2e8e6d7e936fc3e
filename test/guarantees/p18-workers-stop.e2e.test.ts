import { withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { fill } from '../src/posting.js';
import { createSamples } from '../src/samples.js';
import { runMemex } from '../src/server.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const ANALYTICS = 400;
const ROUNDS = 3;
const SAMPLE_USERS = 100;

const skipped = withoutRedis();
const IDLE = /^waiting 0, delayed 0, active 0, dead 0\n$/;

describe.skipIf(skipped !== '')(`P18${skipped}`, () => {
  test('P18 on SIGTERM under load a worker finishes or hands back what it has', async () => {
    await using site = await startSite();
    const { client } = site;
    await fill(client, createSamples({ users: SAMPLE_USERS }), 2_000);
    const ids = await define(client, USERS, ANALYTICS);
    await compute(client);
    const done: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const worker = await site.start('worker', { LOG_LEVEL: 'info' });
      const jobsDone = () => worker.output().match(/"msg":"job done"/g)?.length ?? 0;
      await until('work', () => jobsDone() > 20 || undefined);
      expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
      expect(worker.output()).not.toContain('"msg":"job failed"');
      done.push(jobsDone());
    }
    await site.start('worker');
    const found = await results(client, ids);
    await using jobs = runMemex(['jobs'], site.environment);
    await jobs.exit;
    printFigure('P18', `SIGTERM to ${ROUNDS} workers under load`, {
      'jobs done before': done.join(' '),
      results: found.length,
      'jobs left': jobs.output().trim(),
    });
    expect(jobs.output()).toMatch(IDLE);
    for (const result of found) expect(result).toMatchObject({ count: SAMPLE_USERS });
  }, 180_000);

  test('P18 on SIGTERM in a firing a beat ends the firing', async () => {
    await using site = await startSite();
    await define(site.client, USERS, ANALYTICS);
    const midnight = { BEAT_CRON: '0 0 * * *', BEAT_TIME_ZONE: 'UTC', LOG_LEVEL: 'info' };
    const beat = await site.start('beat', midnight);
    expect(await beat.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await using jobs = runMemex(['jobs', '--json'], site.environment);
    await jobs.exit;
    printFigure('P18', 'SIGTERM to a beat that fires', { jobs: jobs.output().trim() });
    expect(beat.output()).toContain(`"queued":${ANALYTICS}`);
    expect(JSON.parse(jobs.output())).toMatchObject({ waiting: ANALYTICS, delayed: 0, active: 0, dead: 0 });
  }, 120_000);
});
