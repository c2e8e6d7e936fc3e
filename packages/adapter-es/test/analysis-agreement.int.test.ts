import {
  AGGREGATIONS,
  type AnalyticalStore,
  type AnalyticResult,
  absentPlatform,
  COUNTS,
  computeAll,
  Descriptor,
  decode,
  instantOfMillis,
  SEGMENTATIONS,
} from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { expect, test } from 'vitest';
import { expectAlike } from './alike.js';
import { manyMessages } from './many-messages.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const MESSAGES = process.env.FULL === '1' ? 20_000 : 5_000;
const BATCH = 1_000;
const PROJECT = 'agreement';

/** The memory store takes half a minute for itself. */
const PATIENCE_MILLIS = 300_000;

const entries = manyMessages(MESSAGES, PROJECT);

const clock = { now: () => instantOfMillis(Date.parse('2026-10-26T09:30:00Z')) };
const zone = 'Europe/Rome';

/** Percentiles agree within a hundredth of the range of the numbers, which is below 1,000. */
const PERCENTILE_PRECISION = 10;

/** Every kind of window, with an interval and without, over the night in which the clocks of Rome are set back. */
const TIMES: readonly object[] = [
  { timespan: { type: 'moving', value: 'today' }, interval: 'hour' },
  { timespan: { type: 'moving', value: '2d' }, interval: 'hour' },
  { timespan: { type: 'moving', value: '30d' } },
  { timespan: { type: 'moving', value: '30d' }, interval: 'day' },
  { timespan: { type: 'moving', value: '1y' }, interval: 'month' },
  { timespan: { type: 'moving', value: 'all' }, interval: 'week' },
  { timespan: { type: 'fixed', start: '2026-10-20T10:00:00.000001', end: '2026-10-25T02:30:00+01:00' } },
];

/** What the memory store finds, at each time: it looks at every message again and again, so it is asked once. */
const wanted = once(async () => {
  const memory = createMemoryStore();
  await memory.start();
  await memory.messages.append({ entries });
  return resultsAtEach(memory);
});

await onEachMajor('agreement of analytics', ([node = '']) => {
  test(
    `P16: every metric of ${MESSAGES} messages is what it is in the memory store`,
    async () => {
      const store = await openStore([node]);
      for (let start = 0; start < entries.length; start += BATCH)
        await store.messages.append({ entries: entries.slice(start, start + BATCH) });
      await refresh(node);
      const found = await resultsAtEach(store);
      for (const [index, { descriptor, result }] of (await wanted()).entries())
        expectSame(found[index]?.result, result, descriptor);
      console.info(`${found.length} results over ${MESSAGES} messages are equal`);
      await store.stop();
    },
    PATIENCE_MILLIS,
  );
});

interface Computed {
  readonly descriptor: Descriptor;
  readonly result: AnalyticResult;
}

async function resultsAtEach({ messages, analysis }: AnalyticalStore): Promise<readonly Computed[]> {
  const sources = { messages, analysis, platform: absentPlatform, clock, zone };
  const computed: Computed[] = [];
  for (const time of TIMES) {
    const descriptors = everyDescriptor({ project: PROJECT, ...time });
    const results = await computeAll(descriptors, sources);
    computed.push(
      ...results.flatMap((result, index) => {
        const descriptor = descriptors[index];
        return descriptor === undefined ? [] : [{ descriptor, result }];
      }),
    );
  }
  return computed;
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function expectSame(
  found: AnalyticResult | undefined,
  wanted: AnalyticResult | undefined,
  descriptor: Descriptor,
): void {
  const what = JSON.stringify(descriptor);
  if (descriptor.type !== 'aggregation' || descriptor.aggregation !== 'percentiles') {
    expectAlike(found, wanted, what);
    return;
  }
  const [numbers, others] = [numbersIn(found), numbersIn(wanted)];
  expect(numbers.length, what).toBe(others.length);
  for (const [index, number] of numbers.entries())
    expect(Math.abs(number - (others[index] ?? 0)), what).toBeLessThanOrEqual(PERCENTILE_PRECISION);
}

function numbersIn(part: unknown): readonly number[] {
  if (typeof part === 'number') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(numbersIn) : [];
}

const PROSE = { field: 'content.value', operation: 'match', value: 'two FIVE' };

function everyDescriptor(scope: object): readonly Descriptor[] {
  const metrics = [
    ...rowsOf('count', COUNTS),
    ...rowsOf('segmentation', SEGMENTATIONS),
    ...Object.keys(AGGREGATIONS).flatMap((aggregation) =>
      ['metadata.score', 'intent.confidence', 'metadata.mixed'].map((field) => ({
        type: 'aggregation',
        aggregation,
        field,
        ...(field === 'metadata.score' ? { filters: [PROSE] } : {}),
      })),
    ),
  ];
  return metrics.map((metric) => decode(Descriptor, { ...scope, ...metric }));
}

function rowsOf(
  type: string,
  rows: Readonly<Record<string, Readonly<Record<string, { readonly of: string }>>>>,
): readonly object[] {
  return Object.entries(rows).flatMap(([dimension, metrics]) =>
    Object.entries(metrics).flatMap(([metric, { of }]) =>
      of === 'messages' ? [{ type, dimension, metric }] : [],
    ),
  );
}
