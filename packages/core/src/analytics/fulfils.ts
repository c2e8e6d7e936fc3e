import { type Comparison, type Condition, type Scalar, wordsOf } from './condition.js';
import { valuesAt } from './values.js';

/** Tells whether messages fulfil every condition. */
export function fulfils(where: readonly Condition[]): (message: unknown) => boolean {
  const tests = where.map((condition) => ({ condition, valuesOf: valuesAt(condition.field) }));
  return (message) =>
    tests.every(({ condition, valuesOf }) => valuesOf(message).some((value) => holds(condition, value)));
}

function holds(condition: Condition, value: Scalar): boolean {
  switch (condition.operation) {
    case 'term':
      return value === condition.value;
    case 'match':
      return typeof value === 'string' && wordsOf(value).some((word) => condition.words.includes(word));
    default:
      return typeof value === 'number' && COMPARE[condition.operation](value, condition.value);
  }
}

const COMPARE: Readonly<Record<Comparison, (a: number, b: number) => boolean>> = {
  gr: (a, b) => a > b,
  gre: (a, b) => a >= b,
  lq: (a, b) => a < b,
  lqe: (a, b) => a <= b,
};
