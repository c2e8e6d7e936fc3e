import { instantOfMillis } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import type { Answer, Search } from '../src/analysis/search.js';
import { createSearchClient, type SearchClient } from '../src/analysis/search-client.js';
import { mayHold, type Span } from '../src/config/index-names.js';

const at = (date: string) => instantOfMillis(Date.parse(date));
const day = (date: string): Span => ({
  from: at(`2026-10-${date}T00:00Z`),
  to: at(`2026-10-${date}T23:59Z`),
});
const searchIn = (within: Span, field = 'a'): Search => ({
  query: { match_all: {} },
  within,
  aggs: { numbers: { stats: { field } } },
});

/** Counts in as many steps as it is told. */
async function counting(client: SearchClient, within: Span, steps: number, field?: string): Promise<number> {
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const answer = await client.search(searchIn(within, field));
    sum += answer?.aggregations.numbers?.count ?? 0;
  }
  return sum;
}

/** Answers each search with the count 1, each part of a coalesced one with its place. */
async function send(searches: readonly Search[]): Promise<readonly Answer[]> {
  return searches.map(({ aggs }) => {
    const ranges = aggs?.parts?.range?.ranges ?? [];
    const buckets = ranges.map((_, index) => ({ key: '', doc_count: 1, numbers: { count: 10 + index } }));
    return { found: true, aggregations: { numbers: { count: 1 }, parts: { buckets } } };
  });
}

test('measures with different numbers of steps share requests, and equal searches are sent once', async () => {
  const sent: number[] = [];
  const client = createSearchClient(async (searches) => {
    sent.push(searches.length);
    return send(searches);
  });
  const found = await Promise.all([
    counting(client, day('01'), 3),
    counting(client, day('01'), 1),
    counting(client, day('02'), 0),
  ]);
  expect(found).toEqual([3, 1, 0]);
  expect(sent).toEqual([1, 1, 1]);
});

test('parts that count the same are coalesced up to the limit, and each gets its own answer', async () => {
  const parts = ['01', '02', '03', '04', '05'].map(day);
  const spans: Span[] = [];
  const client = createSearchClient(async (searches) => {
    spans.push(...searches.map(({ within }) => within));
    return send(searches);
  }).coalescing({ selectionOf: (span) => searchIn(span), weightOf: () => 1, maxWeight: 3 });
  const found = await Promise.all(
    parts.map((part, index) => counting(client, part, 1, index === 4 ? 'b' : 'a')),
  );
  expect(found).toEqual([10, 11, 12, 1, 1]);
  expect(spans).toEqual([{ from: parts[0]?.from, to: parts[2]?.to }, parts[3], parts[4]]);
});

test('parts that are not in the order of time are not coalesced', async () => {
  const sent: number[] = [];
  const client = createSearchClient(async (searches) => {
    sent.push(searches.length);
    return send(searches);
  }).coalescing({ selectionOf: (span) => searchIn(span), weightOf: () => 1, maxWeight: 3 });
  await Promise.all(['02', '01', '03'].map((date) => counting(client, day(date), 1)));
  expect(sent).toEqual([2]);
});

test('a search whose signal has fired is not sent, and others are', async () => {
  const sent: Search[] = [];
  const client = createSearchClient(async (searches) => {
    sent.push(...searches);
    return send(searches);
  });
  const controller = new AbortController();
  const outcomes = Promise.allSettled([
    counting(client.until(controller.signal), day('01'), 1),
    counting(client, day('02'), 1),
  ]);
  controller.abort(new Error('not needed'));
  expect(await outcomes).toMatchObject([
    { status: 'rejected', reason: { message: 'not needed' } },
    { status: 'fulfilled', value: 1 },
  ]);
  expect(sent).toEqual([searchIn(day('02'))]);
});

test('a request that fails rejects every search in it', async () => {
  const client = createSearchClient(() => Promise.reject(new Error('busy')));
  const outcomes = await Promise.allSettled(['01', '02'].map((date) => counting(client, day(date), 2)));
  expect(outcomes).toMatchObject([{ reason: { message: 'busy' } }, { reason: { message: 'busy' } }]);
});

test('only indices whose names exclude a window are left out', () => {
  const window = { from: at('2026-01-31T23:59Z'), to: at('2026-03-01T00:00Z') };
  const names = ['2025', '2026', '2025-12', '2026-01', '2026-03', '2026-04', '2020-01-01', 'app-2020-01-01'];
  expect(names.filter((name) => mayHold(`message-${name}`, window))).toEqual([
    '2026',
    '2026-01',
    '2026-03',
    '2020-01-01',
    'app-2020-01-01',
  ]);
  expect(names.filter((name) => mayHold(`message-${name}`, {}))).toEqual(names);
});
