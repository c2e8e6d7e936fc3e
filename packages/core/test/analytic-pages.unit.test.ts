import { createMemoryStore, MemoryQueue } from '@memex/core/memory';
import { AnalyticResult, decode } from '@memex/core/model';
import { expect, test } from 'vitest';
import { AnalyticJobs } from '../src/analytics/analytic-jobs.js';
import { createAnalytics } from '../src/analytics/create-analytics.js';

const MEBI = 1_048_576;
const ANALYTICS = 5;

test('a list of large results has few of them and a cursor, and all are walked and queued', async () => {
  const store = createMemoryStore();
  const queue = new MemoryQueue();
  await store.start();
  await queue.start();
  const analytics = createAnalytics({ store });
  const result = decode(AnalyticResult, {
    type: 'segmentation',
    creationDt: '2026-03-04T10:00:00',
    fromDt: null,
    toDt: '2026-03-04T10:00:00',
    segments: [{ type: 'x'.repeat(MEBI - 1_000), count: 1 }],
  });
  for (let defined = 0; defined < ANALYTICS; defined++) {
    const timespan = { type: 'moving', value: '7d' };
    const id = await analytics.define({
      project: 'app',
      timespan,
      type: 'segmentation',
      dimension: 'message',
      metric: 'all',
    });
    await store.analytics.saveResult(id, result);
  }
  const walked: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await analytics.list({ cursor });
    walked.push(page.entries.length);
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(walked).toEqual([2, 2, 1]);
  expect(await new AnalyticJobs({ store: store.analytics, queue }).request({})).toBe(ANALYTICS);
  await queue.stop();
});
