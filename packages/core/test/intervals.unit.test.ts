import { MalformedError } from '@memex/core';
import type { Bucket } from '@memex/core/ports';
import { formatInstant, MICROS_PER_DAY, plusMicros } from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bucketsOf, type Interval } from '../src/analytics/interval.js';
import { MICROS_PER_HOUR } from '../src/time/instant.js';
import { instant } from './samples.js';

const ZONES = [
  'UTC',
  'Europe/Rome',
  'America/Sao_Paulo',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];
const INTERVALS: readonly Interval[] = ['hour', 'day', 'week', 'month'];

describe('buckets', () => {
  test('the day that loses an hour has 23 hours, the one that gains one has 25, and each is one day', () => {
    const spring = window('2026-03-28T23:00:00', '2026-03-29T22:00:00');
    const autumn = window('2026-10-24T22:00:00', '2026-10-25T23:00:00');
    expect(bucketsOf(spring, 'hour', 'Europe/Rome')).toHaveLength(23);
    expect(bucketsOf(autumn, 'hour', 'Europe/Rome')).toHaveLength(25);
    expect(bucketsOf(spring, 'day', 'Europe/Rome')).toEqual([spring]);
    expect(bucketsOf(autumn, 'day', 'Europe/Rome')).toEqual([autumn]);
  });

  test('days begin at the midnights of the zone, the first and the last cut short by the window', () => {
    const buckets = bucketsOf(window('2026-03-27T12:00:00', '2026-03-30T12:00:00'), 'day', 'Europe/Rome');
    expect(startsOf(buckets)).toEqual([
      '2026-03-27T12:00:00',
      '2026-03-27T23:00:00',
      '2026-03-28T23:00:00',
      '2026-03-29T22:00:00',
    ]);
    expect(buckets.at(-1)?.to).toBe(instant('2026-03-30T12:00:00'));
  });

  test('a midnight that does not exist begins the day an hour later', () => {
    const buckets = bucketsOf(
      window('2018-11-03T03:00:00', '2018-11-05T02:00:00'),
      'day',
      'America/Sao_Paulo',
    );
    expect(startsOf(buckets)).toEqual(['2018-11-03T03:00:00', '2018-11-04T03:00:00']);
  });

  test('a day that does not exist has no bucket', () => {
    const buckets = bucketsOf(window('2011-12-29T10:00:00', '2012-01-01T10:00:00'), 'day', 'Pacific/Apia');
    expect(startsOf(buckets)).toEqual(['2011-12-29T10:00:00', '2011-12-30T10:00:00', '2011-12-31T10:00:00']);
  });

  test('weeks begin on Monday, months on the first', () => {
    const january = window('2026-01-01', '2026-02-15');
    expect(startsOf(bucketsOf(january, 'week', 'UTC')).slice(0, 3)).toEqual([
      '2026-01-01T00:00:00',
      '2026-01-05T00:00:00',
      '2026-01-12T00:00:00',
    ]);
    expect(startsOf(bucketsOf(january, 'month', 'UTC'))).toEqual([
      '2026-01-01T00:00:00',
      '2026-02-01T00:00:00',
    ]);
  });

  test('hours begin where the clocks of the zone say so', () => {
    const buckets = bucketsOf(window('2026-01-01T00:00:00', '2026-01-01T02:00:00'), 'hour', 'Asia/Kathmandu');
    expect(startsOf(buckets)).toEqual(['2026-01-01T00:00:00', '2026-01-01T00:15:00', '2026-01-01T01:15:00']);
  });

  test('the last instant of a window that ends at midnight is in the last whole bucket', () => {
    const today = window('2026-01-01', '2026-01-02');
    expect(bucketsOf(today, 'day', 'UTC')).toEqual([today]);
    expect(bucketsOf(today, 'hour', 'UTC')).toHaveLength(24);
  });

  test('a window of one instant is one bucket', () => {
    const moment = window('2026-01-01', '2026-01-01');
    for (const interval of INTERVALS) expect(bucketsOf(moment, interval, 'UTC')).toEqual([moment]);
  });

  test('the hours of a year can be asked for, those of two years cannot', () => {
    expect(bucketsOf(window('2024-01-01', '2025-01-01'), 'hour', 'Europe/Rome')).toHaveLength(366 * 24);
    expect(() => bucketsOf(window('2024-01-01', '2026-01-01'), 'hour', 'UTC')).toThrow(MalformedError);
  });

  test('in every zone, buckets cover the window without gap or overlap, and hours, days and weeks add up', () => {
    const starts = fc.integer({ min: instant('2011-11-01'), max: instant('2027-01-01') });
    const lengths = fc.integer({ min: 0, max: 60 * MICROS_PER_DAY });
    fc.assert(
      fc.property(starts, lengths, fc.constantFrom(...ZONES), (start, length, zone) => {
        const from = plusMicros(instant('1970-01-01'), start);
        const whole = { from, to: plusMicros(from, length) };
        const [hours, days, weeks, months] = INTERVALS.map((interval) => bucketsOf(whole, interval, zone));
        for (const buckets of [hours, days, weeks, months]) expectCover(buckets ?? [], whole);
        expect(startsOf(hours)).toEqual(expect.arrayContaining([...startsOf(days)]));
        expect(startsOf(days)).toEqual(expect.arrayContaining([...startsOf(weeks)]));
        expect(startsOf(days)).toEqual(expect.arrayContaining([...startsOf(months)]));
        for (const { from, to } of hours ?? []) expect(to - from).toBeLessThanOrEqual(1.5 * MICROS_PER_HOUR);
      }),
      { numRuns: 60 },
    );
  });
});

function window(from: string, to: string): Bucket {
  return { from: instant(from), to: instant(to) };
}

function startsOf(buckets: readonly Bucket[] = []): readonly string[] {
  return buckets.map(({ from }) => formatInstant(from));
}

function expectCover(buckets: readonly Bucket[], { from, to }: Bucket): void {
  expect(buckets[0]?.from).toBe(from);
  expect(buckets.at(-1)?.to).toBe(to);
  for (const [index, bucket] of buckets.entries()) {
    const next = buckets[index + 1];
    expect(bucket.to).toBeGreaterThanOrEqual(bucket.from);
    if (next !== undefined) expect(next.from).toBe(bucket.to + 1);
  }
}
