import { type AnalyticalStore, createMemex, type Memex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { logEntry, messageEntry } from '@memex/core/testing';
import type { Instant } from '@memex/core/toolkit';
import { beforeEach, expect, test } from 'vitest';
import { instant } from './samples.js';

let now: Instant;
let store: AnalyticalStore;
let memex: Memex;

beforeEach(async () => {
  now = instant('2026-03-30T12:00:00');
  store = createMemoryStore();
  memex = createMemex({ store, clock: { now: () => now }, timeZone: 'Europe/Rome' });
  await memex.start();
});

const app = { project: 'app' };

async function fill(...timestamps: readonly string[]): Promise<void> {
  await store.messages.append({
    entries: timestamps.map((timestamp) => messageEntry({ ...app, timestamp })),
  });
  await store.logs.append({ entries: timestamps.map((timestamp) => logEntry({ ...app, timestamp })) });
}

test('a rule keeps whole days in the configured zone, also across a change of its clocks', async () => {
  // Rome was at +01:00 until 29 March.
  await fill('2026-03-27T22:59:59.999999', '2026-03-27T23:00:00', '2026-03-30');
  expect(await memex.retention.set(app, { period: '2d' })).toEqual({
    project: 'app',
    period: '2d',
    before: '2026-03-27T23:00:00',
  });
  const applied = [{ project: 'app', period: '2d', before: '2026-03-27T23:00:00', messages: 1, logs: 1 }];
  expect(await memex.retention.apply({ dryRun: true })).toEqual(applied);
  expect(await store.messages.count({ projects: 'all' })).toBe(3);
  expect(await memex.retention.apply()).toEqual(applied);
  expect(await store.messages.count({ projects: 'all' })).toBe(2);
  expect(await store.logs.count({ projects: 'all' })).toBe(2);
  expect(await memex.retention.apply()).toMatchObject([{ messages: 0, logs: 0 }]);
});

test('only projects with a rule lose anything', async () => {
  await store.messages.append({ entries: [messageEntry({ project: 'other', timestamp: '2020-01-01' })] });
  await memex.retention.set(app, { period: '1d' });
  expect(await memex.retention.apply()).toMatchObject([{ project: 'app', messages: 0 }]);
  expect(await store.messages.count({ projects: 'all' })).toBe(1);
});

test('rules are replaced, listed by project, and removed', async () => {
  for (const [project, period] of [
    ['b', '1d'],
    ['a', '9999d'],
    ['b', '30d'],
  ] as const)
    await memex.retention.set({ project }, { period });
  expect(await memex.retention.list()).toMatchObject([
    { project: 'a', period: '9999d' },
    { project: 'b', period: '30d' },
  ]);
  expect(await memex.retention.list({ projects: ['b'] })).toMatchObject([{ project: 'b' }]);
  await memex.retention.remove({ project: 'b' });
  expect(await memex.retention.list()).toHaveLength(1);
  await expect(memex.retention.remove({ project: 'b' })).rejects.toMatchObject({ code: 'not_found' });
});

test.each(['0d', '01d', '90', '12m', '10000d', '-1d', '', 90, null])('%s is no period', async (period) => {
  await expect(memex.untrusted.retention.set(app, { period })).rejects.toMatchObject({ code: 'malformed' });
});

test('a caller who may not access the project sets and removes nothing', async () => {
  const options = { projects: ['other'] };
  await expect(memex.retention.set(app, { period: '1d' }, options)).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(memex.retention.remove(app, options)).rejects.toMatchObject({ code: 'forbidden' });
});

test('an abort ends the run between projects', async () => {
  const stop = new AbortController();
  for (const project of ['a', 'b']) await memex.retention.set({ project }, { period: '1d' });
  const done: string[] = [];
  const run = memex.retention.apply({
    signal: stop.signal,
    onProject: ({ project }) => {
      done.push(project);
      stop.abort();
    },
  });
  await expect(run).rejects.toMatchObject({ code: 'aborted' });
  expect(done).toEqual(['a']);
});
