import type { Chart } from '../../src/charts/chart.js';
import type { Point } from '../../src/data/card-data.js';

const HOUR_MS = 3_600_000;

/** Days from 1 November 2026 on, in Rome, with values. */
export function daysOf(values: readonly (number | null)[], isLastUnfinished = false): readonly Point[] {
  return values.map((value, index) => ({
    from: new Date(Date.UTC(2026, 10, 1 + index) - HOUR_MS).toISOString().slice(0, 19),
    value,
    unfinished: isLastUnfinished && index === values.length - 1,
  }));
}

/** Texts that a user may have written. */
export const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</text></svg>&amp;{b|bold}',
  'a\u0000b\u202ec\ud800',
  '👩‍👩‍👧‍👦 مرحبا',
  'x'.repeat(100_000),
  '',
];

/** One chart of each kind. */
export const CHARTS: Readonly<Record<Chart['kind'], Chart>> = {
  lines: {
    kind: 'lines',
    unit: 'count',
    interval: 'day',
    lines: [
      { name: 'current', role: 'current', points: daysOf([3, 1200, 7, 5], true) },
      { name: 'previous', role: 'previous', points: daysOf([2, null, 6, 4]) },
    ],
  },
  stacked: {
    kind: 'stacked',
    interval: 'day',
    buckets: daysOf([0, 0], true),
    parts: [
      { name: 'request', counts: [10, 4] },
      { name: 'response', counts: [9, 3] },
    ],
  },
  bars: {
    kind: 'bars',
    unit: 'count',
    rows: [
      { name: 'book a table', value: 1234, previous: 987 },
      { name: 'opening hours', value: 56, previous: 0 },
    ],
  },
  hours: {
    kind: 'hours',
    counts: Array.from({ length: 7 }, (_, day) => Array.from({ length: 24 }, (_, hour) => day * hour)),
  },
  figures: {
    kind: 'figures',
    unit: 'decimal',
    rows: [
      { name: 'avg', value: 2.5 },
      { name: 'max', value: null },
    ],
  },
};
