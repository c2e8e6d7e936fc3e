import { startFakePlatform } from '@memex/test-services';
import { describe, expect, test, vi } from 'vitest';
import { batch, post, runMemex, serveMemex } from './memex-process.js';

const USERS = {
  project: 'app',
  timespan: { type: 'moving', value: 'all' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
};

describe('analytics without a broker', () => {
  test('are defined, computed in the process, and counted in its metrics', async () => {
    await using memex = serveMemex();
    const url = await memex.url();
    await post(url, batch('m1'));
    expect(await computed(url, USERS)).toMatchObject({ type: 'count', fromDt: null, count: 1 });
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain('memex_job_duration_seconds_count{outcome="done"} 1');
    expect(metrics).toContain('memex_queue_jobs{state="active"} 0');
    expect(metrics).toMatch(/^memex_beat_firings_total \d$/m);
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
  });

  test('of tasks are computed by the platform, with its key', async () => {
    await using platform = await fakePlatform('platform-key');
    await using memex = serveMemex({ INSTANCE: platform.instance, APIKEY: 'platform-key' });
    const result = await computed(await memex.url(), { ...USERS, dimension: 'task', metric: 'new' });
    expect(result).toMatchObject({ count: 2 });
  });

  test('that need a missing platform fail at once, show the reason when they are read, and are logged once', async () => {
    await using memex = serveMemex();
    const url = await memex.url();
    const id = await define(url, { ...USERS, dimension: 'task', metric: 'new' });
    const reason = 'the platform cannot serve now: none is configured';
    const failed = async (times: number) => {
      await fetch(`${url}/analytic/compute?id=${id}`, { method: 'POST' });
      await vi.waitFor(async () => {
        const metrics = await (await fetch(`${url}/metrics`)).text();
        expect(metrics).toContain(`memex_job_duration_seconds_count{outcome="failed"} ${times}\n`);
        expect(await (await fetch(`${url}/analytic?id=${id}`)).json()).toMatchObject({
          ...{ id, result: null, computedAt: null },
          ...{ state: 'failed', reason, nextTry: null },
        });
      }, 20_000);
    };
    for (const times of [1, 2, 3]) await failed(times);
    expect(memex.printed.stderr.match(/"msg":"job failed"/g)).toHaveLength(1);
    expect(memex.printed.stderr.match(/"msg":"job given up"/g)).toHaveLength(1);
    expect(memex.printed.stderr).toContain('the platform is unavailable: none is configured');
  });

  test('use the midnights of TIME_ZONE', async () => {
    await using memex = serveMemex({ TIME_ZONE: 'Asia/Kolkata' });
    const timespan = { type: 'moving', value: '1d' };
    const result = await computed(await memex.url(), { ...USERS, timespan });
    expect(result).toMatchObject({ fromDt: expect.stringMatching(/T18:30:00$/) });
  });
});

describe('memex check', () => {
  test('checks the platform too', async () => {
    await using platform = await fakePlatform('platform-key');
    const settings = { STORE: 'memory', INSTANCE: platform.instance };
    await using right = runMemex(['check'], { ...settings, APIKEY: 'platform-key' });
    expect(await right.exit).toBe(0);
    expect(right.printed.stdout).toMatch(/^platform +ok +platform .+ at http:\S+\/prod\/, \d+\.\d ms$/m);
    await using wrong = runMemex(['check'], { ...settings, APIKEY: 'wrong-key' });
    expect(await wrong.exit).toBe(1);
    expect(wrong.printed.stdout).toMatch(/^platform +failed +the .+ answered .+ with status 401/m);
    expect(wrong.printed.stdout).not.toContain('wrong-key');
  });

  test.each([{ INSTANCE: 'https://platform.example' }, { APIKEY: 'key' }])(
    '%j alone is rejected, since the address and the key belong together',
    async (settings) => {
      await using memex = runMemex(['check'], { STORE: 'memory', ...settings });
      expect(await memex.exit).toBe(2);
      expect(memex.printed.stderr).toMatch(/^memex: (APIKEY|INSTANCE) must be set where \w+ is\n$/);
    },
  );
});

async function fakePlatform(key: string) {
  const now = Math.floor(Date.now() / 1_000);
  const task = (id: string) => ({ id, appId: 'app', _creationTs: now - 60 });
  const platform = await startFakePlatform(key, { tasks: [task('t1'), task('t2')] });
  return { instance: platform.instance, [Symbol.asyncDispose]: () => platform.stop() };
}

async function define(url: string, descriptor: unknown): Promise<string> {
  const answer = await fetch(`${url}/analytic`, {
    method: 'POST',
    body: JSON.stringify(descriptor),
    headers: { 'Content-Type': 'application/json' },
  });
  expect(answer.status).toBe(200);
  const { id }: { readonly id: string } = JSON.parse(await answer.text());
  return id;
}

/** The result of an analytic that is defined, and computed as clients have it computed. */
async function computed(url: string, descriptor: unknown): Promise<unknown> {
  const id = await define(url, descriptor);
  expect((await fetch(`${url}/analytic/compute?id=${id}`, { method: 'POST' })).status).toBe(200);
  return vi.waitFor(
    async () => {
      const { result }: { readonly result: unknown } = JSON.parse(
        await (await fetch(`${url}/analytic?id=${id}`)).text(),
      );
      expect(result).not.toBeNull();
      return result;
    },
    { timeout: 20_000, interval: 50 },
  );
}
