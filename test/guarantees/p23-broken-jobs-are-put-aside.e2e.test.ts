import { startFakePlatform, tellRedis, withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, TASKS, USERS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { runMemex } from '../src/server.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P23${skipped}`, () => {
  test('P23 what is no job, and what no retry can mend, is put aside with its reason, and told once', async () => {
    const platform = await startFakePlatform('right');
    await using site = await startSite({ INSTANCE: platform.instance, APIKEY: 'wrong', LOG_LEVEL: 'info' });
    const { client, redis } = site;
    for (const [id, kept] of [
      ['no-json', 'never'],
      ['no-work', '{"data":{},"options":{}}'],
    ]) {
      await tellRedis(
        redis.url,
        `HSET memex:jobs:jobs ${id} ${kept}`.replaceAll('"', '\\"').replace(/ (\{.*)$/, ' "$1"'),
      );
      await tellRedis(redis.url, `LPUSH memex:jobs:waiting ${id}`);
    }
    await tellRedis(redis.url, 'LPUSH memex:jobs:waiting no-text');
    await using worker = await site.start('worker');
    const [tasks = ''] = await define(client, TASKS, 1);
    const ids = await define(client, USERS, 3);
    const rounds = 3;
    for (let round = 1; round <= rounds; round++) {
      const called = platform.calls.length;
      await compute(client, tasks);
      const read = () => client.send({ path: '/analytic', query: { id: tasks } });
      await until('the job to fail', async () => platform.calls.length > called || undefined);
      const told = await until('its reason', async () => {
        const { body } = await read();
        return JSON.stringify(body).includes('"state":"failed"') ? body : undefined;
      });
      expect(told).toMatchObject({
        result: null,
        computedAt: null,
        nextTry: null,
        reason: expect.stringContaining('401'),
      });
    }
    for (const id of ids) await compute(client, id);
    await results(client, ids);
    await using jobs = runMemex(['jobs'], site.environment);
    await jobs.exit;
    const lines = jobs.output().split('\n');
    const told = worker.output().match(/"msg":"job given up"/g)?.length ?? 0;
    printFigure('P23', `3 broken jobs, and one that failed for good ${rounds} times`, {
      jobs: lines[0] ?? '',
      told,
    });
    expect(lines[0]).toBe('waiting 0, delayed 0, active 0, dead 4');
    for (const id of ['no-json', 'no-work', 'no-text'])
      expect(lines).toContainEqual(
        expect.stringMatching(new RegExp(`^${id} +- +no valid job +\\d+ \\w+ +1 +it is no valid job: `)),
      );
    expect(told).toBe(4);
    expect(await worker.end('SIGTERM')).toEqual({ code: 0, signal: null });
    await platform.stop();
  }, 120_000);
});
