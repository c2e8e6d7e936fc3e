import { createMemex } from '@memex/core';
import { AnalyticResult, decode } from '@memex/core/model';
import { unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { entryOf } from './many-messages.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const DESCRIPTOR = {
  project: 'app',
  timespan: { type: 'DEFAULT', value: '30D' },
  type: 'COUNT',
  dimension: 'user',
  metric: 'total',
};

const TIMES = { fromDt: '2021-01-05T00:00:00', toDt: '2021-02-04T00:00:00' };

await onEachMajor('analytics of the Python service', ([node = '']) => {
  test('analytics of the Python service are found, listed, computed and deleted like those of Memex', async () => {
    const prefix = `${unique('older')}-`;
    // A document a day, under ids of their own; the second is of the first day's analytic, computed anew.
    await index(node, `${prefix}analytic-2021-02-04`, { id: 'a', ...resultOf(3, '2021-02-04T04:00:00') });
    await index(node, `${prefix}analytic-2021-02-05`, { id: 'a', ...resultOf(4, '2021-02-05T04:00:00') });
    // That service kept fields that it did not know: what is refused today is still found, without them.
    const stored = { ...DESCRIPTOR, by: 'channel', timespan: { ...DESCRIPTOR.timespan, note: 'x' } };
    await index(node, `${prefix}analytic-2021-02-05`, { id: 'b', descriptor: stored, result: null });
    await index(node, `${prefix}analytic-2021-02-05`, {
      id: 'x',
      descriptor: { project: 'app' },
      result: null,
    });
    const { analytics, ...store } = await openStore([node], { prefix });
    const filter = { projects: ['app'], type: 'count', timeWindowType: 'moving' } as const;
    const idsAfter = async (after?: string) => {
      await refresh(node);
      const { entries, next } = await analytics.page(filter, { limit: 1, after });
      return {
        ids: entries.map(({ id, result }) => [id, result && 'count' in result && result.count]),
        next,
      };
    };

    const descriptor = { ...DESCRIPTOR, type: 'count', timespan: { type: 'moving', value: '30d' } };
    const found = await analytics.find({ id: 'a', projects: ['app'] });
    expect(found).toMatchObject({ id: 'a', descriptor, result: { count: 4 } });
    expect(await analytics.find({ id: 'a', projects: ['other'] })).toBeUndefined();
    expect(await analytics.find({ id: 'x', projects: 'all' })).toBeUndefined();
    expect(await analytics.find({ id: 'b', projects: 'all' })).toEqual({ id: 'b', descriptor, result: null });
    const first = await idsAfter();
    expect(first.ids).toEqual([['a', 4]]);
    expect((await idsAfter(first.next)).ids).toEqual([['b', null]]);

    const { result } = resultOf(5, '2026-01-01T00:00:00');
    expect(await analytics.saveResult('a', decode(AnalyticResult, result))).toBe(true);
    expect(await analytics.find({ id: 'a', projects: 'all' })).toMatchObject({ descriptor, result });
    expect((await idsAfter()).ids).toEqual([['a', 5]]);
    expect(await analytics.delete({ id: 'b', projects: ['app'] })).toBe(true);
    await refresh(node);
    expect(await analytics.find({ id: 'b', projects: 'all' })).toBeUndefined();
    expect(await analytics.delete({ id: 'a', projects: 'all' })).toBe(true);
    expect((await idsAfter()).ids).toEqual([]);
    await store.stop();
  });

  test('filters with numbers as text are read, listed and computed', async () => {
    const prefix = `${unique('numbers')}-`;
    const sent = {
      ...{ project: 'app', timespan: { type: 'DEFAULT', value: 'all' }, type: 'AGGREGATION' },
      ...{ field: 'metadata.score.keyword', aggregation: 'SUM' },
      filters: [
        { field: 'intent.confidence', operation: 'GRE', value: '0.5' },
        { field: 'metadata.score', operation: 'lq', value: '1e2' },
        { field: 'metadata.code', operation: 'term', value: '7' },
      ],
    };
    await index(node, `${prefix}analytic-2021-02-04`, { id: 'a', descriptor: sent, result: null });
    const store = await openStore([node], { prefix });
    const message = (confidence: number, score: number, code: string) =>
      entryOf({ project: 'app', intent: { name: 'x', confidence }, metadata: { score, code } });
    const entries = [
      message(0.5, 1.5, '7'),
      message(0.4, 10, '7'),
      message(1, 100, '7'),
      message(1, 20, '8'),
    ];
    await store.messages.append({ entries });
    await refresh(node);

    const found = await store.analytics.find({ id: 'a', projects: ['app'] });
    const filters = [
      { field: 'intent.confidence', operation: 'gre', value: 0.5 },
      { field: 'metadata.score', operation: 'lq', value: 100 },
      { field: 'metadata.code', operation: 'term', value: '7' },
    ];
    expect(found).toMatchObject({ descriptor: { filters } });
    expect((await store.analytics.page({ projects: 'all' }, { limit: 10 })).entries).toEqual([found]);
    const { analytics } = createMemex({ store, timeZone: 'UTC' });
    await analytics.update('a');
    expect(await store.analytics.find({ id: 'a', projects: ['app'] })).toMatchObject({
      descriptor: { filters },
      result: { type: 'aggregation', aggregation: { sum: 1.5 } },
    });
    await store.stop();
  });
});

function resultOf(count: number, creationDt: string) {
  return { descriptor: DESCRIPTOR, result: { type: 'count', count, creationDt, ...TIMES } };
}

async function index(node: string, name: string, document: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', headers, body: JSON.stringify(document) };
  expect((await fetch(`${node}/${name}/_doc?refresh=true`, request)).status).toBe(201);
}
