import { parseApiKeys } from '@memex/adapter-http';
import { UnavailableError } from '@memex/core';
import { createMemoryStore, MemoryQueue } from '@memex/core/memory';
import { withFaults } from '@memex/core/testing';
import { expect, test } from 'vitest';
import type { Sent } from './support/client.js';
import { descriptor, message } from './support/samples.js';
import { type Service, type Settings, startService, work } from './support/service.js';

const ROOT: Sent = { headers: { 'x-wenet-component-apikey': 'root' } };
const REASON = 'the platform is unavailable: none is configured';

function start(settings: Settings = {}): Promise<Service> {
  return startService({ apiKeys: parseApiKeys('root:admin'), ...settings });
}

/** Defines analytics that nobody can compute here, and has them tried. */
async function fail(service: Service, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made++)
    ids.push(await service.analytics.define(descriptor({ dimension: 'task', metric: 'new' })));
  await service.analytics.request({});
  await work(service);
  return ids;
}

test('the status tells the versions, the store and its size, the jobs and the scheduler', async () => {
  const service = await start();
  const { body: empty } = await service.call('GET', '/status', ROOT);
  expect(empty).toEqual({
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    node: process.versions.node,
    parts: { store: { state: 'up', name: 'memory', version: '1' } },
    storeBytes: 0,
    jobs: { waiting: 0, delayed: 0, active: 0, dead: 0, waitingSince: null },
    scheduler: { lastRun: null, queued: null },
  });
  await service.memex.untrusted.messages.append([message()]);
  await fail(service, 2);
  const scheduler = service.memex.scheduler({ cron: '* * * * * *' });
  await scheduler.start();
  await expect
    .poll(async () => (await service.call('GET', '/status', ROOT)).body)
    .toMatchObject({
      storeBytes: expect.any(Number),
      jobs: { waiting: 2, dead: 0, waitingSince: expect.stringMatching(/^\d{4}-/) },
      scheduler: { lastRun: expect.stringMatching(/^\d{4}-/), queued: 2 },
    });
  await scheduler.stop();
});

test('what cannot be found out now is null, and the rest is told', async () => {
  const error = new UnavailableError('Redis', { part: 'queue', reason: 'ECONNREFUSED' });
  const queue = withFaults(new MemoryQueue(), { method: 'depth', fault: { kind: 'fail', error } });
  const store = withFaults(createMemoryStore(), {
    method: 'size',
    fault: { kind: 'fail', error: new UnavailableError('the store', { reason: 'it is down' }) },
  });
  const service = await start({ store, queue });
  const { status, body } = await service.call('GET', '/status', ROOT);
  expect(status).toBe(200);
  expect(body).toMatchObject({ storeBytes: null, jobs: null, scheduler: { lastRun: null } });
});

test('dead jobs are listed page by page, with what they were to compute and why they failed', async () => {
  const service = await start();
  const ids = await fail(service, 3);
  await service.analytics.delete({ id: ids[1] ?? '' });
  const first = await service.call('GET', '/jobs/dead?maxSize=2', ROOT);
  const cursor = first.headers['x-next-cursor'];
  const second = await service.call('GET', `/jobs/dead?maxSize=2&cursor=${cursor}`, ROOT);
  const jobs = [first.body, second.body].flat();
  expect(jobs).toHaveLength(3);
  expect(second.headers['x-next-cursor']).toBeUndefined();
  const common = {
    id: expect.any(String),
    reason: REASON,
    attempts: 1,
    diedAt: expect.stringMatching(/^\d{4}-/),
  };
  expect(jobs).toEqual(
    expect.arrayContaining([
      { ...common, project: 'app', analyticId: ids[0] },
      { ...common, project: null, analyticId: ids[1] },
      { ...common, project: 'app', analyticId: ids[2] },
    ]),
  );
});

test('one dead job is queued again, or all of them', async () => {
  const service = await start();
  await fail(service, 3);
  const { body } = await service.call('GET', '/jobs/dead?maxSize=1', ROOT);
  const [job] = Array.isArray(body) ? body : [];
  const retry = async (query = '') => (await service.call('POST', `/jobs/retry${query}`, ROOT)).body;
  const queued = (count: number) => ({ status: 'Ok: jobs queued', code: 200, queued: count });
  expect(await retry(`?id=${encodeURIComponent(job.id)}`)).toEqual(queued(1));
  expect(await retry(`?id=${encodeURIComponent(job.id)}`)).toEqual(queued(0));
  expect(await service.queue.depth()).toMatchObject({ waiting: 1, dead: 2 });
  expect(await retry()).toEqual(queued(2));
  expect(await service.queue.depth()).toMatchObject({ waiting: 3, dead: 0 });
});

test('a dead job is dropped for good, and only that one', async () => {
  const service = await start();
  await fail(service, 3);
  const { body } = await service.call('GET', '/jobs/dead?maxSize=1', ROOT);
  const [job] = Array.isArray(body) ? body : [];
  const drop = async () => (await service.call('DELETE', `/job?id=${encodeURIComponent(job.id)}`, ROOT)).body;
  const dropped = (count: number) => ({ status: 'Ok: job deleted', code: 200, dropped: count });
  expect(await drop()).toEqual(dropped(1));
  expect(await drop()).toEqual(dropped(0));
  expect(await service.queue.depth()).toMatchObject({ waiting: 0, dead: 2 });
  const left = await service.call('GET', '/jobs/dead', ROOT);
  expect(JSON.stringify(left.body)).not.toContain(job.id);
});

test('a misspelt id, or none, drops nothing', async () => {
  const service = await start();
  await fail(service, 1);
  for (const query of ['', '?id=', '?jobId=x', '?id=x&all=true'])
    expect((await service.call('DELETE', `/job${query}`, ROOT)).status).toBe(400);
  expect(await service.queue.depth()).toMatchObject({ waiting: 0, dead: 1 });
});

test('a misspelt id queues nothing', async () => {
  const service = await start();
  await fail(service, 1);
  expect((await service.call('POST', '/jobs/retry?jobId=x', ROOT)).status).toBe(400);
  expect((await service.call('POST', '/jobs/retry?id=', ROOT)).status).toBe(400);
  expect(await service.queue.depth()).toMatchObject({ waiting: 0, dead: 1 });
});

test.each(['/status', '/jobs/dead'])('without configured keys, nobody sees %s', async (path) => {
  const service = await startService();
  expect((await service.call('GET', path)).status).toBe(403);
  expect((await service.call('POST', '/jobs/retry')).status).toBe(403);
  expect((await service.call('DELETE', '/job?id=x')).status).toBe(403);
});
