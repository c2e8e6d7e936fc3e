import { createMemex } from '@memex/core';
import { createMemoryJobs, createMemoryStore } from '@memex/core/memory';
import { expect, onTestFinished, test, vi } from 'vitest';

const users = {
  project: 'app',
  timespan: { type: 'moving', value: 'all' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
} as const;

test('what is requested is computed by the worker, between start and stop of the whole', async () => {
  const memex = createMemex({ store: createMemoryStore(), jobs: createMemoryJobs() });
  memex.worker({ concurrency: 2 });
  await memex.start();
  onTestFinished(() => memex.stop());
  const id = await memex.analytics.define(users);
  expect(await memex.analytics.request({ id })).toBe(1);
  await vi.waitUntil(async () => (await memex.analytics.find({ id })).result !== null);
  expect((await memex.analytics.find({ id })).result).toMatchObject({ type: 'count', count: 0 });
  expect(await memex.analytics.stateOf(await memex.analytics.find({ id }))).toMatchObject({ state: 'idle' });
});

test('the scheduler requests what is due, on its cron', async () => {
  const memex = createMemex({ store: createMemoryStore(), jobs: createMemoryJobs() });
  const runs: number[] = [];
  memex.worker();
  memex.scheduler({ cron: '* * * * * *', onRun: (queued) => runs.push(queued) });
  await memex.start();
  onTestFinished(() => memex.stop());
  const id = await memex.analytics.define(users);
  await vi.waitUntil(async () => (await memex.analytics.find({ id })).result !== null, { timeout: 10_000 });
  expect(runs).toContain(1);
});

test('the scheduler has retention applied, if there is a rule', async () => {
  const memex = createMemex({ store: createMemoryStore(), jobs: createMemoryJobs() });
  memex.worker();
  memex.scheduler({ cron: '* * * * * *' });
  await memex.start();
  onTestFinished(() => memex.stop());
  const message = {
    messageId: 'one',
    channel: 'web',
    userId: 'anna',
    project: 'app',
    type: 'request',
  } as const;
  await memex.messages.append([{ ...message, timestamp: '2026-01-01T12:00:00' }]);
  await memex.retention.set({ project: 'app' }, { period: '30d' });
  await vi.waitUntil(async () => (await memex.messages.projects()).length === 0, { timeout: 10_000 });
});

test('stopping stops all: the store takes no call, and the jobs do not either', async () => {
  const jobs = createMemoryJobs();
  const memex = createMemex({ store: createMemoryStore(), jobs });
  const worker = memex.worker();
  await memex.start();
  await memex.stop();
  await expect(memex.analytics.list({})).rejects.toMatchObject({ code: 'unavailable' });
  await expect(jobs.queue.depth()).rejects.toMatchObject({ code: 'unavailable' });
  await worker.stop();
});

test('without jobs analytics are computed at once, and requests say what is missing', async () => {
  const memex = createMemex({ store: createMemoryStore() });
  await memex.start();
  onTestFinished(() => memex.stop());
  expect(await memex.analytics.compute(users)).toMatchObject({ count: 0 });
  await expect(memex.analytics.request({})).resolves.toBe(0);
  await memex.analytics.define(users);
  await expect(memex.analytics.request({})).rejects.toMatchObject({
    code: 'unavailable',
    part: 'queue',
    lasting: true,
  });
  expect(() => memex.worker()).toThrow(TypeError);
});

test('a store without analytics has messages and logs, and nothing else', () => {
  const { messages, logs, keyValues, size, start, stop, probe } = createMemoryStore();
  const memex = createMemex({ store: { messages, logs, keyValues, size, start, stop, probe } });
  expect('analytics' in memex).toBe(false);
  expect(memex.untrusted.analytics).toBeUndefined();
});
