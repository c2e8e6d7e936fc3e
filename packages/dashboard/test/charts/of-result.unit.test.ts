import { describe, expect, test } from 'vitest';
import type { Chart } from '../../src/charts/chart.js';
import { chartOfResult } from '../../src/charts/of-result.js';
import { descriptorOf, resultOf } from '../support/results.js';

const USERS = { type: 'count', dimension: 'user', metric: 'active' };
const INTENTS = { type: 'segmentation', dimension: 'message', metric: 'requests', by: 'intent.name' };
const TIMES = { type: 'aggregation', field: 'responseTime' };
const counts = (...numbers: readonly number[]) => numbers.map((count) => ({ count }));

function valuesOf(chart: Chart): unknown {
  return chart.kind === 'lines'
    ? chart.lines.map(({ name, points }) => [name, ...points.map(({ value }) => value)])
    : chart.kind === 'stacked'
      ? chart.parts.map(({ name, counts: numbers }) => [name, ...numbers])
      : 'rows' in chart
        ? chart.rows.map(({ name, value, previous }) => [name, value, previous])
        : chart.counts;
}

describe('a count', () => {
  test('without a series is a figure', () => {
    const chart = chartOfResult(descriptorOf(USERS), resultOf('count', counts(7), counts(5)));
    expect(chart).toMatchObject({ kind: 'figures', unit: 'count' });
    expect(valuesOf(chart)).toEqual([['user.active', 7, 5]]);
  });

  test('with a series is a line, and so is the window before', () => {
    const descriptor = descriptorOf({ ...USERS, interval: 'day', compare: 'previous' });
    const chart = chartOfResult(descriptor, resultOf('count', counts(7, 3, 5), counts(6, 2, 4)));
    expect(chart).toMatchObject({ kind: 'lines', unit: 'count', interval: 'day' });
    expect(valuesOf(chart)).toEqual([
      ['current', 3, 5],
      ['previous', 2, 4],
    ]);
  });

  test('tells the bucket that had not ended, and nothing of those that had not begun', () => {
    const descriptor = descriptorOf({ ...USERS, interval: 'day' });
    const openOf = (creationDt: string) => {
      const chart = chartOfResult(descriptor, resultOf('count', counts(7, 3, 5), undefined, creationDt));
      return chart.kind === 'lines'
        ? chart.lines[0]?.points.map(({ value, unfinished }) => [value, unfinished])
        : [];
    };
    expect(openOf('2026-11-03T00:00:00')).toEqual([
      [3, false],
      [5, false],
    ]);
    expect(openOf('2026-11-02T12:00:00')).toEqual([
      [3, false],
      [5, true],
    ]);
    expect(openOf('2026-11-01T12:00:00')).toEqual([
      [3, true],
      [null, true],
    ]);
  });
});

describe('a segmentation', () => {
  const of = (segments: Readonly<Record<string, number>>, rest?: number) => ({
    segments: [
      ...Object.entries(segments).map(([type, count]) => ({ type, count })),
      ...(rest === undefined ? [] : [{ type: null, count: rest, rest: true }]),
    ],
  });

  test('without a series is bars', () => {
    const result = resultOf('segmentation', [of({ book: 5, hello: 3 }, 2)], [of({ hello: 4 }, 1)]);
    expect(valuesOf(chartOfResult(descriptorOf(INTENTS), result))).toEqual([
      ['book', 5, 0],
      ['hello', 3, 4],
      ['all others', 2, 1],
    ]);
  });

  test('of many labels ends with the sum of the rest', () => {
    const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`label ${index}`, 1]));
    const chart = chartOfResult(descriptorOf(INTENTS), resultOf('segmentation', [of(many, 7)]));
    expect(valuesOf(chart)).toHaveLength(31);
    expect(valuesOf(chart)).toContainEqual(['all others', 77, undefined]);
  });

  test('with a series is stacked bars', () => {
    const result = resultOf('segmentation', [
      of({ book: 5, hello: 3 }),
      of({ book: 5 }),
      of({ hello: 3 }, 1),
    ]);
    expect(valuesOf(chartOfResult(descriptorOf({ ...INTENTS, interval: 'day' }), result))).toEqual([
      ['book', 5, 0],
      ['hello', 0, 3],
      ['all others', 0, 1],
    ]);
  });
});

describe('an aggregation', () => {
  const of = (aggregation: Readonly<Record<string, unknown>> | null) => ({ aggregation });

  test('of percentiles is bars, in seconds where they are times', () => {
    const descriptor = descriptorOf({ ...TIMES, aggregation: 'percentiles' });
    const chart = chartOfResult(descriptor, resultOf('aggregation', [of({ '50.0': 1.5, '99.0': 9 })]));
    expect(chart).toMatchObject({ kind: 'bars', unit: 'seconds' });
    expect(valuesOf(chart)).toEqual([
      ['50.0', 1.5, undefined],
      ['99.0', 9, undefined],
    ]);
  });

  test('of several statistics is figures, by their dotted names', () => {
    const descriptor = descriptorOf({ ...TIMES, aggregation: 'extended_stats' });
    const bounds = { upper: 3, lower: null };
    const result = resultOf('aggregation', [of({ count: 2, avg: 1.5, std_deviation_bounds: bounds })]);
    const chart = chartOfResult(descriptor, result);
    expect(chart).toMatchObject({ kind: 'figures', unit: 'decimal' });
    expect(valuesOf(chart)).toEqual([
      ['count', 2, undefined],
      ['avg', 1.5, undefined],
      ['std_deviation_bounds.upper', 3, undefined],
      ['std_deviation_bounds.lower', null, undefined],
    ]);
  });

  test('of nothing shows nothing', () => {
    const descriptor = descriptorOf({ ...TIMES, aggregation: 'avg' });
    expect(valuesOf(chartOfResult(descriptor, resultOf('aggregation', [of(null)])))).toEqual([]);
  });

  test('with a series is a line for each percentile, with gaps', () => {
    const descriptor = descriptorOf({ ...TIMES, aggregation: 'percentiles', interval: 'day' });
    const result = resultOf('aggregation', [
      of({ '50.0': 1, '99.0': 2 }),
      of(null),
      of({ '50.0': 1, '99.0': 2 }),
    ]);
    expect(valuesOf(chartOfResult(descriptor, result))).toEqual([
      ['50.0', null, 1],
      ['99.0', null, 2],
    ]);
  });

  test('of several statistics with a series leaves out those that share no scale', () => {
    const descriptor = descriptorOf({ ...TIMES, aggregation: 'stats', interval: 'day' });
    const stats = of({ count: 900, min: 1, max: 3, avg: 2, sum: 1800 });
    expect(valuesOf(chartOfResult(descriptor, resultOf('aggregation', [stats, stats, stats])))).toEqual([
      ['min', 1, 1],
      ['avg', 2, 2],
      ['max', 3, 3],
    ]);
  });
});
