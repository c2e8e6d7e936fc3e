import { startFakePlatform, withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { compute, define, results, TASKS } from '../src/analytics.js';
import { printFigure } from '../src/figure.js';
import { runMemex } from '../src/server.js';
import { startSite } from '../src/site.js';
import { until } from '../src/wait.js';

const ROUNDS = 2;
const KEY = 'platform-key';

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`P5${skipped}`, () => {
  test('P5 a job whose worker is killed is finished by another', async () => {
    const platform = await startFakePlatform(KEY);
    await using site = await startSite({ INSTANCE: platform.instance, APIKEY: KEY });
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const [id = ''] = await define(site.client, TASKS, 1);
      platform.faults = [{ path: /./, delay: 60_000 }];
      const called = platform.calls.length;
      await using killed = await site.start('worker');
      await compute(site.client, id);
      await until('the job to run', () => platform.calls.length > called || undefined);
      await using other = await site.start('worker');
      platform.faults = [];

      const killedAt = performance.now();
      await killed.end('SIGKILL');
      const [result] = await results(site.client, [id]);
      seconds.push((performance.now() - killedAt) / 1_000);
      expect(result).toMatchObject({ type: 'count', count: 0 });
      await other.end('SIGTERM');
    }
    await using jobs = runMemex(['jobs'], site.environment);
    await jobs.exit;
    printFigure('P5', `kill -9 × ${ROUNDS}`, {
      'seconds until another had finished': seconds.map((one) => one.toFixed(1)).join(' '),
      jobs: jobs.output().trim(),
    });
    expect(jobs.output()).toBe('waiting 0, delayed 0, active 0, dead 0\n');
    expect(Math.max(...seconds)).toBeLessThan(15);
    await platform.stop();
  }, 180_000);
});
