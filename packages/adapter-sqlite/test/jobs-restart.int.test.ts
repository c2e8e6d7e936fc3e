import { createSqliteJobs } from '@memex/adapter-sqlite';
import type { Delivery } from '@memex/core/ports';
import { instantOfMillis } from '@memex/core/toolkit';
import { expect, test, vi } from 'vitest';
import { newFile, someJob, startedJobs } from './support/jobs.js';

test('jobs, their attempts, dead jobs and the last run survive a restart', async () => {
  const file = await newFile();
  const before = createSqliteJobs({ file, retries: { attempts: 2, firstDelayMs: 300 } });
  await before.start();
  const [doomed, failing, waiting, delayed] = [someJob(), someJob(), someJob(), someJob()];
  const dueAt = instantOfMillis(Date.UTC(2026, 9, 25, 3));
  await before.schedule.hold('beat', 60_000);
  await before.schedule.recordRun('beat', dueAt);
  const fail = async () => {
    throw new Error('it cannot be');
  };
  before.queue.consume(fail, { concurrency: 1 });
  await before.queue.enqueue([doomed]);
  await vi.waitFor(async () => expect((await before.queue.depth()).dead).toBe(1), 5_000);
  const dead = await before.queue.dead({ limit: 10 });
  await before.queue.enqueue([failing]);
  await vi.waitFor(async () => expect((await before.queue.depth()).delayed).toBe(1), { interval: 5 });
  await before.stop();

  const after = await startedJobs({ file });
  await after.queue.enqueue([waiting, { ...delayed, delayMs: 60_000 }]);
  await after.stop();
  await after.start();
  expect(await after.queue.dead({ limit: 10 })).toEqual(dead);
  expect(await after.schedule.lastRun()).toBe(dueAt);
  expect(await after.schedule.hold('another', 60_000)).toBe(false);
  const seen: Delivery[] = [];
  after.queue.consume(async (delivery) => void seen.push(delivery), { concurrency: 1 });
  await vi.waitFor(() => expect(seen).toHaveLength(2), 5_000);
  const byId = Object.fromEntries(seen.map(({ id, attempt }) => [id, attempt]));
  expect(byId).toEqual({ [failing.id]: 2, [waiting.id]: 1 });
  expect(await after.queue.depth()).toEqual({ waiting: 0, delayed: 1, active: 0, dead: 1 });
});
