import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { expect, test } from 'vitest';

const users = {
  project: 'app',
  timespan: { type: 'moving', value: '7d' },
  type: 'count',
  dimension: 'user',
  metric: 'total',
};

async function analyticsOf() {
  const memex = createMemex({ store: createMemoryStore() });
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
