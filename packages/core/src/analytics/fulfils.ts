import { wordsOf } from '../text/words.js';
import type { Comparison, Condition } from './condition.js';
import { compareNumerics, doubleOf, isSame, type Numeric, type Scalar } from './scalar.js';
import { valuesAt } from './values.js';

/** Returns a test of whether a message matches all conditions. */
export function fulfils(where: readonly Condition[]): (message: unknown) => boolean {
  const tests = where.map((condition) => ({ condition, valuesOf: valuesAt(condition.field) }));
  return (message) =>
    tests.every(({ condition, valuesOf }) => valuesOf(message).some((value) => holds(condition, value)));
}

function holds(condition: Condition, value: Scalar): boolean {
  switch (condition.operation) {
    case 'term':
      return isSame(value, condition.value);
    case 'match':
      return typeof value === 'string' && wordsOf(value).some((word) => condition.words.includes(word));
    default:
      return isComparable(value) && COMPARE[condition.operation](compareNumerics(value, condition.value));
  }
}

function isComparable(value: Scalar): value is Numeric {
  return doubleOf(value) !== undefined;
}

const COMPARE: Readonly<Record<Comparison, (order: number) => boolean>> = {
  gr: (order) => order > 0,
  gre: (order) => order >= 0,
  lq: (order) => order < 0,
  lqe: (order) => order <= 0,
};
