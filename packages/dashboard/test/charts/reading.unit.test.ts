import { describe, expect, test } from 'vitest';
import { describeChart } from '../../src/charts/describe.js';
import { createFormats } from '../../src/charts/formats.js';
import { nextPoint, pointCount, readPoint, tableOf } from '../../src/charts/reading.js';
import { CHARTS, daysOf } from '../support/charts.js';

const formats = createFormats('en-GB', 'Europe/Rome');

describe('a point is read with what it is about', () => {
  test.each([
    ['lines', 1, 'Monday, 2 November 2026: current 1,200, previous –'],
    ['lines', 3, 'Wednesday, 4 November 2026 (not ended): current 5, previous 4'],
    ['stacked', 0, 'Sunday, 1 November 2026: request 10, response 9'],
    ['bars', 0, 'book a table: 1,234, previous 987'],
    ['hours', 2 * 24 + 15, 'Wed 15: 30'],
    ['figures', 1, 'max: –'],
  ] as const)('%s %s', (kind, index, text) => {
    expect(readPoint(CHARTS[kind], index, formats)).toBe(text);
  });

  test.each(Object.keys(CHARTS) as (keyof typeof CHARTS)[])(
    'beyond the last one of %s there is none',
    (kind) => {
      const chart = CHARTS[kind];
      expect(readPoint(chart, pointCount(chart) - 1, formats)).not.toBe('');
      expect(readPoint(chart, pointCount(chart), formats)).toBe('');
    },
  );
});

describe('keys', () => {
  test('go along a chart and stay at its ends', () => {
    const { lines } = CHARTS;
    expect(nextPoint(lines, undefined, 'ArrowRight')).toBe(0);
    expect(nextPoint(lines, undefined, 'ArrowLeft')).toBe(3);
    expect(nextPoint(lines, 0, 'ArrowRight')).toBe(1);
    expect(nextPoint(lines, 3, 'ArrowRight')).toBe(3);
    expect(nextPoint(lines, 3, 'Home')).toBe(0);
    expect(nextPoint(lines, 0, 'End')).toBe(3);
    expect(nextPoint(lines, 0, 'a')).toBeUndefined();
  });

  test('go from day to day at the same hour', () => {
    expect(nextPoint(CHARTS.hours, 30, 'ArrowUp')).toBe(6);
    expect(nextPoint(CHARTS.hours, 6, 'ArrowUp')).toBe(6);
    expect(nextPoint(CHARTS.hours, 6, 'ArrowDown')).toBe(30);
  });

  test('go nowhere where there is nothing', () => {
    expect(nextPoint({ kind: 'bars', unit: 'count', rows: [] }, undefined, 'ArrowRight')).toBeUndefined();
  });
});

describe('a table has the numbers of its chart', () => {
  test('lines', () => {
    expect(tableOf(CHARTS.lines, formats)).toEqual({
      columns: ['day', 'current', 'previous'],
      rows: [
        ['Sunday, 1 November 2026', '3', '2'],
        ['Monday, 2 November 2026', '1,200', '–'],
        ['Tuesday, 3 November 2026', '7', '6'],
        ['Wednesday, 4 November 2026 (not ended)', '5', '4'],
      ],
    });
  });

  test('lines of which the period before is longer', () => {
    const lines = [
      { name: 'current', role: 'current', points: daysOf([1]) },
      { name: 'previous', role: 'previous', points: daysOf([1, 2]) },
    ] as const;
    const { rows } = tableOf({ kind: 'lines', unit: 'count', interval: 'day', lines }, formats);
    expect(rows.at(-1)).toEqual(['Monday, 2 November 2026', '–', '2']);
  });

  test('bars', () => {
    expect(tableOf(CHARTS.bars, formats)).toEqual({
      columns: ['', 'current', 'previous'],
      rows: [
        ['book a table', '1,234', '987'],
        ['opening hours', '56', '0'],
      ],
    });
  });

  test('hours', () => {
    const { columns, rows } = tableOf(CHARTS.hours, formats);
    expect(columns).toHaveLength(25);
    expect(rows[2]?.[16]).toBe('30');
  });
});

test('a description tells what stands out', () => {
  expect(describeChart(CHARTS.lines, formats)).toBe(
    'current: lowest 3 (Sunday, 1 November 2026), highest 1,200 (Monday, 2 November 2026). ' +
      'previous: lowest 2 (Sunday, 1 November 2026), highest 6 (Tuesday, 3 November 2026).',
  );
  expect(describeChart(CHARTS.hours, formats)).toBe('Most on Sun 23: 138 of 5,796 in 7 × 24 hours.');
});
