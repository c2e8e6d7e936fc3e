import type { AnalyticResult } from '@memex/core/model';

/** Numbers that are no counts agree within this part of the largest number beside them. */
const PRECISION = 1e-9;

/** Percentiles agree within this part of the range of the numbers. */
const PERCENTILE_PRECISION = 0.01;

/** What calls itself approximate agrees within this part. */
const ESTIMATE_PRECISION = 0.01;

/** Up to how many different values every engine counts exactly. */
const EXACT_DISTINCT = 40_000;

const COUNTS = ['count', 'value_count', 'cardinality'];

/** Whether two engines found the same, as far as they must: counts exactly, other numbers nearly. */
export function agree(expected: AnalyticResult, found: AnalyticResult): boolean {
  const [parts, others] = [expected, found].map(({ series = [], ...total }) => [total, ...series]);
  return (
    parts !== undefined &&
    parts.length === others?.length &&
    parts.every((part, index) => partsAgree(part, others[index] ?? {}))
  );
}

function partsAgree(expected: object, found: object): boolean {
  if ('approximate' in found) return estimateAgrees(expected, found);
  const [numbers, others] = [numbersIn(expected), numbersIn(found)];
  return without(expected) === without(found) && numbersAgree(numbers, others);
}

/** Only numbers of different values are estimated, and only past what an engine counts exactly; all else is equal. */
function estimateAgrees(expected: object, found: object): boolean {
  const [exact, estimate] = [distinctIn(expected), distinctIn(found)];
  return (
    exact > EXACT_DISTINCT &&
    Math.abs(exact - estimate) <= ESTIMATE_PRECISION * exact &&
    without({ ...expected, ...UNESTIMATED }) === without({ ...found, ...UNESTIMATED })
  );
}

/** In place of what differs where a number is an estimate. */
const UNESTIMATED = { count: 0, approximate: undefined };

/** The number of different values that a part tells, not a number where it tells none. */
function distinctIn(part: object): number {
  if ('count' in part) return Number(part.count);
  const [leaf] = numbersIn(part);
  return leaf?.[0] === 'cardinality' ? leaf[1] : Number.NaN;
}

/** All but the numbers of an aggregation. */
function without(part: object): string {
  return JSON.stringify(part, (key, value: unknown) =>
    key === 'aggregation' ? JSON.stringify(value, (_, leaf) => (typeof leaf === 'number' ? 0 : leaf)) : value,
  );
}

type Leaf = readonly [key: string, value: number];

function numbersIn(part: object): readonly Leaf[] {
  return 'aggregation' in part ? leavesOf(part.aggregation) : [];
}

function numbersAgree(expected: readonly Leaf[], found: readonly Leaf[]): boolean {
  const values = expected.map(([, value]) => value);
  const isPercentiles = expected.some(([key]) => key === '50.0');
  const tolerance = isPercentiles
    ? PERCENTILE_PRECISION * (Math.max(...values) - Math.min(...values))
    : PRECISION * Math.max(...values.map(Math.abs));
  return expected.every(([key, value], index) => {
    const other = found[index]?.[1] ?? Number.NaN;
    return value === other || (!COUNTS.includes(key) && Math.abs(value - other) <= tolerance);
  });
}

function leavesOf(holder: unknown): readonly Leaf[] {
  if (typeof holder !== 'object' || holder === null) return [];
  return Object.entries(holder).flatMap(([key, value]): readonly Leaf[] =>
    typeof value === 'number' ? [[key, value]] : leavesOf(value),
  );
}
