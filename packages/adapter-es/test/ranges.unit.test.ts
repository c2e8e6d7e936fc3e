import { type Numeric, scalarOf } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { rangeOf } from '../src/analysis/ranges.js';

/** Between two doubles, and nearest to the one below it or above it. */
const [ABOVE_NEAREST, BELOW_NEAREST] = [9007199254740993n, 9007199254740995n].map(numeric);

test.each([
  ['gr', 5, { gt: 5 }],
  ['lqe', 9007199254740992, { lte: 9007199254740992 }],
  ['gr', ABOVE_NEAREST, { gt: 9007199254740992 }],
  ['gre', ABOVE_NEAREST, { gt: 9007199254740992 }],
  ['lq', ABOVE_NEAREST, { lte: 9007199254740992 }],
  ['lqe', ABOVE_NEAREST, { lte: 9007199254740992 }],
  ['gr', BELOW_NEAREST, { gte: 9007199254740996 }],
  ['gre', BELOW_NEAREST, { gte: 9007199254740996 }],
  ['lq', BELOW_NEAREST, { lt: 9007199254740996 }],
  ['lqe', BELOW_NEAREST, { lt: 9007199254740996 }],
] as const)('doubles for which %s %j holds are in a range of doubles', (operation, bound, range) => {
  expect(rangeOf('field', operation, bound ?? 0)).toEqual({ range: { field: range } });
});

test.each([
  ['gr', 10n ** 400n, 'none'],
  ['gre', 10n ** 400n, 'none'],
  ['lq', 10n ** 400n, 'all'],
  ['lqe', 10n ** 400n, 'all'],
  ['gr', -(10n ** 400n), 'all'],
  ['lqe', -(10n ** 400n), 'none'],
] as const)('of a bound beyond all doubles, %s %s holds for %s', (operation, bound, which) => {
  const query = which === 'all' ? { exists: { field: 'field' } } : { match_none: {} };
  expect(rangeOf('field', operation, numeric(bound))).toEqual(query);
});

function numeric(integer: bigint): Numeric {
  const value = scalarOf(integer);
  if (typeof value === 'number' || typeof value === 'object') return value;
  throw new TypeError(`${integer} is no number`);
}
