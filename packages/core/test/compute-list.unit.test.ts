import { createMemex, UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { Analysis, MessageAnalysis } from '@memex/core/ports';
import { expect, test } from 'vitest';

const users = {
  project: 'app',
  timespan: { type: 'moving', value: '7d' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
};

async function analyticsOf(store = createMemoryStore()) {
  const memex = createMemex({ store });
  await memex.start();
  return memex.untrusted.analytics;
}

test('a list is computed in its order, and its issues name the place', async () => {
  const analytics = await analyticsOf();
  expect(await analytics.computeList([users, { ...users, metric: 'active' }])).toMatchObject([
    { count: 0 },
    { count: 0 },
  ]);
  const all = { ...users, timespan: { type: 'moving', value: 'all' }, compare: 'previous' };
  await expect(analytics.computeList([users, all])).rejects.toMatchObject({
    issues: [{ path: '[1].compare' }],
  });
  await expect(analytics.computeList(users)).rejects.toMatchObject({ issues: [{ path: '' }] });
});

test('four windows at most are measured at a time, and a failure aborts the others', async () => {
  const store = createMemoryStore();
  const signals: (AbortSignal | undefined)[] = [];
  const calls: { answer(found: readonly Analysis[]): void; fail(error: Error): void }[] = [];
  const measure: MessageAnalysis['measure'] = (_, { signal } = {}) =>
    new Promise((answer, fail) => {
      signals.push(signal);
      calls.push({ answer, fail });
    });
  const analytics = await analyticsOf({ ...store, analysis: { ...store.analysis, measure } });
  const windows = [1, 2, 3, 4, 5, 6].map((days) => ({
    ...users,
    timespan: { type: 'moving', value: `${days}d` },
  }));
  const computing = analytics.computeList(windows);
  await expect.poll(() => calls.length).toBe(4);
  calls[2]?.answer([{ total: { answer: 'count', count: 3, approximate: false }, series: [] }]);
  await expect.poll(() => calls.length).toBe(5);
  calls[0]?.fail(new UnavailableError('the store', { reason: 'gone' }));
  await expect(computing).rejects.toMatchObject({ code: 'unavailable' });
  expect(signals.every((signal) => signal?.aborted)).toBe(true);
});

test('a result that would have more values than fit into memory is refused when it is defined', async () => {
  const analytics = await analyticsOf();
  const timespan = { type: 'moving', value: '1y' };
  const channels = {
    ...users,
    timespan,
    type: 'segmentation',
    dimension: 'message',
    metric: 'all',
    by: 'channel',
  };
  await analytics.define({ ...channels, interval: 'hour', limit: 20 });
  await analytics.define({ ...channels, interval: 'day', limit: 500 });
  await expect(analytics.define({ ...channels, interval: 'hour', limit: 25 })).rejects.toMatchObject({
    code: 'malformed',
    issues: [{ path: '', message: expect.stringContaining('more than 200000 values') }],
  });
});
