import { createServer, get } from 'node:http';
import { createRedisJobs } from '@memex/adapter-queue';
import { objectionsTo, type ServerNode, withoutPromtool, withoutRedis } from '@memex/test-services';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type MemexProcess, runMemex, started } from './memex-process.js';
import { type OwnBroker, startOwnBroker } from './own-broker.js';

const skipped = withoutRedis();

describe.skipIf(skipped !== '')(`METRICS_PORT${skipped}`, () => {
  let broker: OwnBroker;
  let redis: ServerNode;
  let settings: Readonly<Record<string, string>>;

  beforeEach(async () => {
    broker = await startOwnBroker();
    redis = broker.redis;
    settings = { ...broker.settings, METRICS_PORT: '0' };
  });

  afterEach(() => broker[Symbol.asyncDispose]());

  test('a worker serves metrics of the jobs that it ran', async () => {
    const jobs = createRedisJobs({ url: redis.url });
    await jobs.start();
    await using worker = runMemex(['worker'], settings);
    const url = await monitoringUrl(worker);
    await jobs.queue.enqueue([{ id: 'gone', work: { kind: 'update-analytic', analyticId: 'gone' } }]);
    await vi.waitFor(async () => {
      const page = await (await fetch(`${url}/metrics`)).text();
      expect(page).toMatch(/^memex_job_duration_seconds_count\{outcome="done"\} 1$/m);
      expect(page).toMatch(
        /^memex_store_call_duration_seconds_count\{call="analytics\.find",outcome="ok"\} 1$/m,
      );
    }, 20_000);
    await jobs.stop();
  });

  test('a scheduler serves the time of its last run', async () => {
    // It was due at some minute of today: a beat that starts runs at once.
    await using beat = runMemex(['beat', '--beat-cron', '* * * * *'], settings);
    const url = await monitoringUrl(beat);
    await vi.waitFor(async () => {
      const page = await (await fetch(`${url}/metrics`)).text();
      expect(page).toMatch(/^memex_beat_firings_total [1-9]$/m);
      const [, seconds] = /^memex_scheduler_last_run_timestamp_seconds (\d+)$/m.exec(page) ?? [];
      expect(Number(seconds)).toBeGreaterThan(Date.now() / 1_000 - 300);
    }, 20_000);
  });

  test.each(['worker', 'beat'])(
    'the metrics of a %s contain its build, and promtool accepts them',
    async (command) => {
      await using memex = runMemex([command], settings);
      const page = await fetch(`${await monitoringUrl(memex)}/metrics`);
      expect(page.headers.get('content-type')).toContain('text/plain');
      const text = await page.text();
      expect(text).toMatch(/^memex_build_info\{version="\d+\.\d+\.\d+",node_version="[\d.]+"\} 1$/m);
      expect(text).toContain('memex_queue_jobs{state="waiting"} 0');
      if (withoutPromtool() === '') expect(objectionsTo(text)).toBe('');
    },
  );

  test('/ready checks the store and the queue, /health only the process', async () => {
    await using worker = runMemex(['worker'], settings);
    const url = await monitoringUrl(worker);
    expect(await (await fetch(`${url}/ready`)).json()).toEqual({
      status: 'Ok: ready',
      code: 200,
      parts: { store: { state: 'up' }, queue: { state: 'up' } },
    });
    await redis.kill();
    await vi.waitFor(async () => {
      const ready = await fetch(`${url}/ready`);
      expect(ready.status).toBe(503);
      expect(await ready.json()).toMatchObject({
        parts: { store: { state: 'up' }, queue: { state: 'down' } },
      });
    }, 10_000);
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    await vi.waitFor(() => expect(worker.printed.stderr).toContain('"part":"queue"'));
  });

  test('other paths, methods and host names are rejected', async () => {
    await using worker = runMemex(['worker'], settings);
    const url = await monitoringUrl(worker);
    expect((await fetch(`${url}/messages`)).status).toBe(404);
    const post = await fetch(`${url}/metrics`, { method: 'POST', body: 'x' });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const head = await fetch(`${url}/metrics`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(await statusOf(`${url}/metrics`, 'evil.example')).toBe(421);
    expect(await statusOf(`${url}/metrics`, 'localhost')).toBe(200);
  });

  test.each(['worker', 'beat'])('a %s frees the port when it stops', async (command) => {
    await using memex = runMemex([command], settings);
    const { port } = new URL(await monitoringUrl(memex));
    memex.signal('SIGTERM');
    expect(await memex.exit).toBe(0);
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(Number(port), '127.0.0.1', resolve);
    });
    server.close();
  });

  test.each(['worker', 'beat'])('a port in use ends a %s with one line', async (command) => {
    await using first = runMemex([command], settings);
    const { port } = new URL(await monitoringUrl(first));
    await using second = runMemex([command, '--metrics-port', port], settings);
    expect(await second.exit).toBe(1);
    expect(second.printed.stderr).toBe(
      `memex: the address 127.0.0.1:${port} is unavailable: something else listens there\n`,
    );
  });

  test('without METRICS_PORT, nothing listens', async () => {
    const { METRICS_PORT, ...others } = settings;
    await using worker = runMemex(['worker'], others);
    expect(await started(worker)).not.toHaveProperty('metrics');
  });
});

/** `fetch` lets nobody choose the host name. */
function statusOf(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).once('error', reject);
  });
}

async function monitoringUrl(memex: MemexProcess): Promise<string> {
  const { metrics = '' } = await started(memex);
  expect(metrics).toMatch(/\/metrics$/);
  return metrics.replace(/\/metrics$/, '');
}
