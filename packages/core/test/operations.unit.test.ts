import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { instantOfMillis } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { OwnRuns } from '../src/jobs/own-runs.js';
import { request } from './samples.js';

test('without jobs, operators are told what is stored, and that there are none', async () => {
  const memex = createMemex({ store: createMemoryStore() });
  await memex.start();
  expect(await memex.operations.status()).toEqual({ storeBytes: 0, jobs: null, scheduler: null });
  await memex.untrusted.messages.append([request()]);
  expect((await memex.operations.status()).storeBytes).toBeGreaterThan(100);
  for (const call of [memex.operations.deadJobs({}), memex.operations.retryJobs({})])
    await expect(call).rejects.toMatchObject({ code: 'unavailable', part: 'queue', lasting: true });
  await expect(memex.untrusted.operations.retryJobs({ ids: 'x' })).rejects.toMatchObject({
    code: 'malformed',
  });
});

test('what a run queued is told only while it is the last run', () => {
  let now = 1_000;
  const runs = new OwnRuns({ now: () => instantOfMillis(now) });
  expect(runs.queuedSince(instantOfMillis(0))).toBeUndefined();
  runs.record(5);
  expect(runs.queuedSince(instantOfMillis(900))).toBe(5);
  // Another process did the run that was due after that.
  expect(runs.queuedSince(instantOfMillis(2_000))).toBeUndefined();
  now = 3_000;
  runs.record(0);
  expect(runs.queuedSince(instantOfMillis(2_000))).toBe(0);
});
