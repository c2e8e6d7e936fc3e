import { describe, expect, test } from 'vitest';
import { createFormats } from '../../src/charts/formats.js';

const rome = createFormats('en-GB', 'Europe/Rome');

describe('numbers', () => {
  test.each([
    [1234, 'count', '1,234'],
    [2.345678, 'decimal', '2.34568'],
    [0.1234, 'percent', '12.3%'],
    [1.25, 'seconds', '1.3s'],
    [null, 'percent', '–'],
  ] as const)('%s as %s is %s', (value, unit, text) => {
    expect(rome.number(value, unit)).toBe(text);
  });

  test('are written as the locale has them', () => {
    expect(createFormats('de', 'UTC').number(1234.5, 'decimal')).toBe('1.234,5');
    expect(createFormats('de', 'UTC').number(0.5, 'percent')).toBe('50\u00a0%');
  });

  test('are short at axes', () => {
    expect(rome.shortNumber(12_345, 'count')).toBe('12k');
  });
});

describe('buckets', () => {
  test('are of the days of the zone', () => {
    expect(rome.bucket('2026-10-31T23:00:00', 'day')).toBe('Sunday, 1 November 2026');
    expect(createFormats('en-GB', 'UTC').bucket('2026-10-31T23:00:00', 'day')).toBe(
      'Saturday, 31 October 2026',
    );
  });

  test('that begin with an offset are understood', () => {
    expect(rome.bucket('2026-11-01T00:00:00+01:00', 'month')).toBe('November 2026');
  });

  test('of weeks say so', () => {
    expect(rome.bucket('2026-11-01T23:00:00', 'week')).toBe('week from 2 November 2026');
  });

  test('of hours tell both hours that a clock shows twice at the same place', () => {
    const [first, second] = rome.axis(['2026-10-25T00:00:00', '2026-10-25T01:00:00'], 'hour');
    expect(first).toBe(second);
  });

  test('have years at an axis only where these differ', () => {
    expect(rome.axis(['2026-10-31T23:00:00', '2026-11-01T23:00:00'], 'day')).toEqual(['1 Nov', '2 Nov']);
    expect(rome.axis(['2026-10-31T23:00:00', '2027-11-01T23:00:00'], 'day')).toEqual([
      '1 Nov 26',
      '2 Nov 27',
    ]);
  });

  test('may have no beginning', () => {
    expect(rome.bucket(null, 'day')).toBe('the beginning');
    expect(rome.axis([null, '2026-10-31T23:00:00'], 'day')[0]).toBe('the beginning');
  });
});

describe('windows', () => {
  test.each([
    ['2026-10-31T23:00:00', '2026-11-02T22:59:59.999999', '1\u2009–\u20092 Nov 2026'],
    ['2026-10-31T23:00:00', '2026-11-02T23:00:00', '1\u2009–\u20092 Nov 2026'],
    ['2026-10-31T23:00:00', '2026-11-01T22:59:59.999999', '1 Nov 2026'],
    ['2026-10-31T23:00:00', '2026-11-02T12:30:00', '1 Nov 2026, 00:00\u2009–\u20092 Nov 2026, 13:30'],
    [null, '2026-11-02T22:59:59.999999', 'until 2 Nov 2026'],
  ])('from %s to %s are %s', (from, to, text) => {
    expect(rome.span(from, to)).toBe(text);
  });
});

test('weekdays begin with Monday', () => {
  expect([0, 6].map(rome.weekday)).toEqual(['Mon', 'Sun']);
});
