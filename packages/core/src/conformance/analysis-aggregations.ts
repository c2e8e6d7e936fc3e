import { differentAmong, numbersAmong } from './analysis-expected.js';
import { ConformanceError, expectEqual } from './assert.js';

/** Numbers that are not counts must agree within this part of the largest term of their formula. */
const PRECISION = 1e-9;

/** Percentiles must agree within this part of the range of the numbers. */
const PERCENTILE_PRECISION = 0.01;

/** A number, and the largest term of its formula; null if there is none. */
type Wanted = readonly [number, number] | null;

/** Expects an aggregation to agree with the plainest computation over the values. */
export function expectAggregation(name: string, found: unknown, values: readonly unknown[]): void {
  const numbers = numbersAmong(values);
  if (name === 'cardinality') expectEqual(found, { cardinality: differentAmong(values) }, name);
  else if (name === 'percentiles') expectPercentiles(found, numbers);
  else if (['avg', 'min', 'max'].includes(name) && numbers.length === 0) expectEqual(found, null, name);
  else expectStatistics(name, found, numbers);
}

function expectStatistics(name: string, found: unknown, numbers: readonly number[]): void {
  const wanted = statisticsOf(numbers);
  const keys = KEYS[name] ?? [name];
  expectEqual(leavesOf(found).sort(), [...keys].sort(), `the keys of ${name}`);
  for (const key of keys) expectNear(partAt(found, key.split('.')), wanted[key] ?? null, key);
}

const STATS = ['count', 'min', 'max', 'avg', 'sum'];
const BOUNDS = ['', '_population', '_sampling'].flatMap((kind) => [
  `std_deviation_bounds.upper${kind}`,
  `std_deviation_bounds.lower${kind}`,
]);
const KEYS: Readonly<Record<string, readonly string[]>> = {
  stats: STATS,
  extended_stats: [
    ...STATS,
    'sum_of_squares',
    ...['variance', 'std_deviation'].flatMap((key) => [key, `${key}_population`, `${key}_sampling`]),
    ...BOUNDS,
  ],
};

function statisticsOf(numbers: readonly number[]): Readonly<Record<string, Wanted>> {
  const count = numbers.length;
  const sum = numbers.reduce((total, number) => total + number, 0);
  const squares = numbers.reduce((total, number) => total + number ** 2, 0);
  const sumOfSizes = numbers.reduce((total, number) => total + Math.abs(number), 0);
  const counts = { count: exact(count), value_count: exact(count), sum: [sum, sumOfSizes] } as const;
  if (count === 0) return counts;
  const [mean, size] = [sum / count, squares / count];
  const largest = Math.sqrt(size);
  const distances = numbers.reduce((total, number) => total + (number - mean) ** 2, 0);
  return {
    ...counts,
    min: exact(Math.min(...numbers)),
    max: exact(Math.max(...numbers)),
    avg: [mean, sumOfSizes / count],
    sum_of_squares: [squares, squares],
    ...spreads('', mean, distances / count, size, largest),
    ...spreads('_population', mean, distances / count, size, largest),
    ...(count === 1 ? {} : spreads('_sampling', mean, distances / (count - 1), size, largest)),
  };
}

function spreads(
  kind: string,
  mean: number,
  variance: number,
  size: number,
  largest: number,
): Readonly<Record<string, Wanted>> {
  const deviation = Math.sqrt(variance);
  // A small error in the variance becomes a larger one in its root.
  const rootError = Math.max(largest, Math.min(size / Math.max(deviation, Number.MIN_VALUE), largest / 1e-5));
  return {
    [`variance${kind}`]: [variance, 2 * size],
    [`std_deviation${kind}`]: [deviation, rootError],
    [`std_deviation_bounds.upper${kind}`]: [mean + 2 * deviation, 3 * rootError],
    [`std_deviation_bounds.lower${kind}`]: [mean - 2 * deviation, 3 * rootError],
  };
}

function exact(number: number): Wanted {
  return [number, 0];
}

function expectNear(found: unknown, wanted: Wanted, what: string): void {
  const isNear =
    wanted === null
      ? found === null
      : typeof found === 'number' && Math.abs(found - wanted[0]) <= PRECISION * wanted[1];
  if (!isNear) throw new ConformanceError(`${what}: expected ${wanted?.[0] ?? null}, found ${String(found)}`);
}

function expectPercentiles(found: unknown, numbers: readonly number[]): void {
  const sorted = [...numbers].sort((a, b) => a - b);
  const range = (sorted.at(-1) ?? 0) - (sorted[0] ?? 0);
  const keys = ['1.0', '5.0', '25.0', '50.0', '75.0', '95.0', '99.0'];
  expectEqual(leavesOf(found), keys, 'the keys of percentiles');
  for (const key of keys) {
    const rank = (Number(key) / 100) * (sorted.length - 1);
    const [below = 0, above = 0] = [sorted[Math.floor(rank)], sorted[Math.ceil(rank)]];
    const value = below + (above - below) * (rank % 1);
    const largest = (range * PERCENTILE_PRECISION) / PRECISION + Math.abs(value);
    expectNear(partAt(found, [key]), sorted.length === 0 ? null : [value, largest], `the percentile ${key}`);
  }
}

function partAt(holder: unknown, keys: readonly string[]): unknown {
  return keys.reduce((part: unknown, key) => {
    const entries = typeof part === 'object' && part !== null ? Object.entries(part) : [];
    return new Map<string, unknown>(entries).get(key);
  }, holder);
}

/** The dotted paths of everything that is not an object. */
function leavesOf(holder: unknown): string[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return Object.entries(holder).flatMap(([key, part]) => {
    const inner = leavesOf(part);
    return inner.length === 0 ? [key] : inner.map((rest) => `${key}.${rest}`);
  });
}
