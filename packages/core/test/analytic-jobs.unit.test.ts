import { type AnalyticalStore, NotFoundError } from '@memex/core';
import { createMemoryStore, MemoryQueue } from '@memex/core/memory';
import { type Instant, uuidSource } from '@memex/core/toolkit';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AnalyticJobs } from '../src/analytics/analytic-jobs.js';
import { createAnalytics } from '../src/analytics/create-analytics.js';
import type { UntrustedAnalytics } from '../src/analytics/untrusted-analytics.js';
import { jobHandler } from '../src/memex/job-handler.js';
import { ReceiptBook } from '../src/receipt/receipt-book.js';
import { UntrustedRetention } from '../src/retention/untrusted-retention.js';
import { instant } from './samples.js';

const users = { project: 'app', type: 'count', dimension: 'user', metric: 'total' };
const moving = { ...users, timespan: { type: 'moving', value: '7d' } };
const fixed = { ...users, timespan: { type: 'fixed', start: '2026-03-01', end: '2026-03-05' } };

let now: Instant;
let store: AnalyticalStore;
let queue: MemoryQueue;
let analytics: UntrustedAnalytics;
let jobs: AnalyticJobs;
let retention: UntrustedRetention;

beforeEach(async () => {
  now = instant('2026-03-04T10:00:00');
  store = createMemoryStore();
  queue = new MemoryQueue();
  await store.start();
  await queue.start();
  analytics = createAnalytics({ store, clock: { now: () => now } });
  const clock = { now: () => now };
  const book = new ReceiptBook({ store, clock, ids: uuidSource });
  retention = new UntrustedRetention({ store, book, clock, zone: 'UTC' });
  jobs = new AnalyticJobs({ store: store.analytics, queue });
});

afterEach(() => queue.stop());

describe('requesting the computing of analytics', () => {
  test('one is computed by whoever consumes the queue', async () => {
    const id = await analytics.define(moving);
    expect(await jobs.request({ id })).toBe(1);
    queue.consume(jobHandler({ analytics, retention }), { concurrency: 1 });
    await vi.waitFor(async () => expect((await analytics.find({ id })).result).toMatchObject({ count: 0 }));
  });

  test('one that is queued already is not queued again', async () => {
    const id = await analytics.define(moving);
    expect([await jobs.request({ id }), await jobs.request({ id })]).toEqual([1, 0]);
    expect(await queue.depth()).toMatchObject({ waiting: 1 });
  });

  test('one that is not there, or of another project, is not found', async () => {
    const id = await analytics.define({ ...moving, project: 'other' });
    await expect(jobs.request({ id: 'none' })).rejects.toThrow(NotFoundError);
    await expect(jobs.request({ id }, { projects: ['app'] })).rejects.toThrow(NotFoundError);
    expect(await queue.depth()).toMatchObject({ waiting: 0 });
  });

  test('all, or all of a type of window, of the projects of the caller', async () => {
    for (const descriptor of [moving, moving, fixed, { ...moving, project: 'other' }])
      await analytics.define(descriptor);
    expect(await jobs.request({ timeWindowType: 'CUSTOM' })).toBe(1);
    expect(await jobs.request({ timeWindowType: 'Moving' }, { projects: ['app'] })).toBe(2);
    expect(await jobs.request({})).toBe(1);
    await expect(jobs.request({ timeWindowType: 'weekly' })).rejects.toMatchObject({ code: 'malformed' });
    await expect(jobs.request({}, { projects: [] })).resolves.toBe(0);
  });

  test('an analytic that is deleted while its job waits stays deleted, and its job ends', async () => {
    const id = await analytics.define(moving);
    await jobs.request({ id });
    await analytics.delete({ id });
    queue.consume(jobHandler({ analytics, retention }), { concurrency: 1 });
    await vi.waitFor(async () =>
      expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, active: 0, dead: 0 }),
    );
    await expect(analytics.find({ id })).rejects.toThrow(NotFoundError);
  });
});

describe('what is due at night', () => {
  test('the moving ones always, the fixed ones until a result was made after their end', async () => {
    await analytics.define(moving);
    const id = await analytics.define(fixed);
    expect(await due()).toBe(2);
    await analytics.update(id);
    expect(await due()).toBe(2);
    now = instant('2026-03-05T00:00:00');
    await analytics.update(id);
    expect(await due()).toBe(1);
  });

  test('ten thousand are queued, a thousand at a time', async () => {
    for (let index = 0; index < 10_000; index++) await analytics.define(moving);
    expect(await due()).toBe(10_000);
  });

  /** Queues what is due into an empty queue; how many that was. */
  async function due(): Promise<number> {
    const empty = new MemoryQueue();
    await empty.start();
    const enqueue: typeof empty.enqueue = (jobs, options) => {
      expect(jobs.length).toBeLessThanOrEqual(1_000);
      return empty.enqueue(jobs, options);
    };
    return new AnalyticJobs({
      store: store.analytics,
      queue: { enqueue, find: (...call) => empty.find(...call) },
    }).requestDue();
  }
});
