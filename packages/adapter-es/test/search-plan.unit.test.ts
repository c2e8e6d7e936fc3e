import { instantOfMillis } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { coalesced } from '../src/analysis/coalesced-searches.js';
import { type Answer, all, runPlan, type Search, type SearchPlan } from '../src/analysis/search-plan.js';
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
function* counting(within: Span, steps: number, field?: string): SearchPlan<number> {
  let sum = 0;
  for (let step = 0; step < steps; step++) {
    const [answer] = yield [searchIn(within, field)];
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

test('questions of different lengths are asked together, each search of a step once', async () => {
  const sent: number[] = [];
  const questions = all([counting(day('01'), 3), counting(day('01'), 1), counting(day('02'), 0)]);
  const found = await runPlan(questions, async (searches) => {
    sent.push(searches.length);
    return send(searches);
  });
  expect(found).toEqual([3, 1, 0]);
  expect(sent).toEqual([1, 1, 1]);
});

test('parts that count the same are coalesced, as many as allowed, and each gets its own answer', async () => {
  const parts = ['01', '02', '03', '04', '05'].map(day);
  const questions = all(parts.map((part, index) => counting(part, 1, index === 4 ? 'b' : 'a')));
  const plan = coalesced(questions, (span) => searchIn(span), 3);
  const spans: Span[] = [];
  const found = await runPlan(plan, async (searches) => {
    spans.push(...searches.map(({ within }) => within));
    return send(searches);
  });
  expect(found).toEqual([10, 11, 12, 1, 1]);
  expect(spans).toEqual([{ from: parts[0]?.from, to: parts[2]?.to }, parts[3], parts[4]]);
});

test('only indices whose names say that they hold nothing of a window are left out', () => {
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
