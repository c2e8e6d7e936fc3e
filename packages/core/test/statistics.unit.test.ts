import { readFileSync } from 'node:fs';
import { AGGREGATIONS } from '@memex/core/model';
import { field } from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentileOf, summarize } from '../src/analytics/statistics.js';

interface Statistics {
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly avg: number | null;
  readonly sum: number;
  readonly sum_of_squares: number | null;
  readonly variance: number | null;
  readonly std_deviation: number | null;
  readonly std_deviation_bounds: { readonly upper: number | null; readonly lower: number | null };
}

const vectors: readonly { readonly name: string; readonly input: number[]; readonly expected: Statistics }[] =
  JSON.parse(readFileSync(new URL('vectors/statistics.json', import.meta.url), 'utf8'));

const score = field('metadata.score');

describe('statistics', () => {
  test('there are vectors', () => {
    expect(vectors.length).toBeGreaterThan(20);
  });

  test.each(vectors)('$name', ({ input, expected }) => {
    const found = read('extended_stats', input);
    const squares = expected.sum_of_squares === null ? 0 : expected.sum_of_squares / expected.count;
    const largest = Math.max(...input.map(Math.abs), 0);
    expectNear(found, expected, 'count', 0);
    expectNear(found, expected, 'min', 0);
    expectNear(found, expected, 'max', 0);
    expectNear(found, expected, 'avg', largest);
    expectNear(found, expected, 'sum', largest * input.length);
    expectNear(found, expected, 'sum_of_squares', expected.sum_of_squares ?? 0);
    expectNear(found, expected, 'variance', squares);
    expectNear(found, expected, 'std_deviation', largest);
    expectNear(memberOf(found, 'std_deviation_bounds'), expected.std_deviation_bounds, 'upper', 3 * largest);
    expectNear(memberOf(found, 'std_deviation_bounds'), expected.std_deviation_bounds, 'lower', 3 * largest);
  });

  test('a variance that is small beside the numbers keeps its digits', () => {
    expect(read('extended_stats', [1e9 + 1, 1e9 + 2, 1e9 + 3])).toMatchObject({ variance: 2 / 3 });
  });

  test('the names that only extended_stats has', () => {
    expect(read('extended_stats', [1, 3])).toEqual({
      count: 2,
      min: 1,
      max: 3,
      avg: 2,
      sum: 4,
      sum_of_squares: 10,
      variance: 1,
      variance_population: 1,
      variance_sampling: 2,
      std_deviation: 1,
      std_deviation_population: 1,
      std_deviation_sampling: Math.SQRT2,
      std_deviation_bounds: {
        upper: 4,
        lower: 0,
        upper_population: 4,
        lower_population: 0,
        upper_sampling: 2 + 2 * Math.SQRT2,
        lower_sampling: 2 - 2 * Math.SQRT2,
      },
    });
  });

  test('of one number there is no sampling variance', () => {
    expect(read('extended_stats', [5])).toMatchObject({ variance: 0, variance_sampling: null });
  });

  test('of no number: null, except for the count and the sum, which are 0', () => {
    expect(read('avg', [])).toBeNull();
    expect(read('min', [])).toBeNull();
    expect(read('max', [])).toBeNull();
    expect(read('sum', [])).toEqual({ sum: 0 });
    expect(read('value_count', [])).toEqual({ value_count: 0 });
    expect(read('stats', [])).toEqual({ count: 0, min: null, max: null, avg: null, sum: 0 });
    const { count, sum, std_deviation_bounds: bounds, ...others } = Object(read('extended_stats', []));
    expect({ count, sum }).toEqual({ count: 0, sum: 0 });
    const values = [...Object.values(others), ...Object.values(Object(bounds))];
    expect(values).toEqual(values.map(() => null));
  });

  test('sums of any numbers are as near as their terms allow', () => {
    const numbers = fc.array(fc.integer({ min: -1e9, max: 1e9 }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(numbers, (values) => {
        const exact = values.reduce((sum, value) => sum + BigInt(value), 0n);
        expect(summarize(values)?.sum).toBe(Number(exact));
        expect(summarize([1e300, ...values, -1e300])?.sum).toBe(Number(exact));
      }),
    );
  });
});

describe('percentiles', () => {
  test.each([
    [[1, 2, 3, 4, 5], 50, 3],
    [[1, 2, 3, 4], 50, 2.5],
    [[0, 100], 25, 25],
    [[7], 99, 7],
    [[1, 2], 0, 1],
    [[1, 2], 100, 2],
  ])('of %j, %d %% is at %d', (sorted, percent, expected) => {
    expect(percentileOf(sorted, percent)).toBeCloseTo(expected, 12);
  });

  test('are read under the keys of the contract, null where there is no number', () => {
    const { measure, read: readPercentiles } = AGGREGATIONS.percentiles(score, []);
    expect(measure).toMatchObject({ percents: [1, 5, 25, 50, 75, 95, 99] });
    const none = readPercentiles({ answer: 'percentiles', values: null }).aggregation;
    expect(Object.keys(none ?? {})).toEqual(['1.0', '5.0', '25.0', '50.0', '75.0', '95.0', '99.0']);
    expect(Object.values(none ?? {})).toEqual([null, null, null, null, null, null, null]);
  });
});

function read(
  name: keyof typeof AGGREGATIONS,
  numbers: readonly number[],
): Readonly<Record<string, unknown>> | null {
  return AGGREGATIONS[name](score, []).read({ answer: 'numbers', summary: summarize(numbers) }).aggregation;
}

/** @param largest - The largest term of the formula. */
function expectNear(found: unknown, expected: object, key: string, largest: number): void {
  const [a, b] = [memberOf(found, key), memberOf(expected, key)];
  if (typeof a !== 'number' || typeof b !== 'number') expect(a, key).toBe(b);
  else expect(Math.abs(a - b), `${key}: ${a}, not ${b}`).toBeLessThanOrEqual(1e-9 * largest);
}

function memberOf(holder: unknown, key: string): unknown {
  return typeof holder === 'object' && holder !== null
    ? Object.entries(holder).find(([k]) => k === key)?.[1]
    : undefined;
}
