import { createMemoryStore } from '@memex/core/memory';
import { AGGREGATIONS, COUNTS, SEGMENTATIONS } from '@memex/core/model';
import { analyticsCases } from '@memex/core/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

type Table = Readonly<Record<string, Readonly<Record<string, { readonly of: string }>>>>;

describe('the analytics of the memory store', () => {
  const store = createMemoryStore();
  beforeAll(() => store.start());
  afterAll(() => store.stop());

  for (const { name, run } of analyticsCases) test(name, () => run({ store }));
});

test('every row of the tables that measures messages has its case', () => {
  const tables: Readonly<Record<string, Table>> = { count: COUNTS, segmentation: SEGMENTATIONS };
  const rows = Object.entries(tables).flatMap(([type, dimensions]) =>
    Object.entries(dimensions).flatMap(([dimension, metrics]) =>
      Object.entries(metrics)
        .filter(([, { of }]) => of === 'messages')
        .map(
          ([metric, row]) =>
            `analytics: ${type} ${dimension} ${metric}${needsField(row) ? ' by channel' : ''}`,
        ),
    ),
  );
  const aggregations = Object.keys(AGGREGATIONS).map(
    (name) => `analytics: aggregation ${name} metadata.score`,
  );
  const names = analyticsCases.map(({ name }) => name);
  expect(rows).toHaveLength(18);
  expect(names).toEqual(expect.arrayContaining([...rows, ...aggregations]));
  expect(new Set(names).size).toBe(names.length);
});

/** Whether descriptors have to say what the metric is by. */
function needsField(row: object): boolean {
  return 'counted' in row && !('by' in row);
}
