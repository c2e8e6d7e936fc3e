import type { Interval } from '../analytics/interval.js';
import type { Bucket } from '../analytics/message-analysis.js';
import { type Instant, plusMicros } from '../time/instant.js';
import { at } from './analysis-samples.js';
import { expectEqual, expectTrue } from './assert.js';

export const ZONE = 'Europe/Rome';

/** The morning after the clocks of Rome are set back. */
export const NOW: Instant = at('2026-10-26T10:30:00+01:00');

interface TriedWindow {
  readonly timespan: object;
  /** As in a result; null if the window has no beginning. */
  readonly from: string | null;
  readonly to: string;
  readonly intervals: readonly Interval[];
}

/** Every kind of timespan, with its window at {@link NOW} in {@link ZONE}, and the intervals to try. */
export const TRIED_WINDOWS: readonly TriedWindow[] = [
  moving('today', '2026-10-25T23:00:00', '2026-10-26T23:00:00', ['hour']),
  moving('1d', '2026-10-24T22:00:00', '2026-10-25T23:00:00', ['hour', 'day']),
  moving('7d', '2026-10-18T22:00:00', '2026-10-25T23:00:00', ['day', 'week']),
  moving('1m', '2026-09-25T22:00:00', '2026-10-25T23:00:00', ['day', 'week', 'month']),
  moving('1y', '2025-10-25T22:00:00', '2026-10-25T23:00:00', ['month']),
  moving('all', null, '2026-10-26T09:30:00', ['week', 'month']),
  fixed('2026-03-28T00:00:00', '2026-03-31T00:00:00', ['hour', 'day']),
  fixed('2026-10-25T02:00:00+02:00', '2026-10-25T02:00:00+02:00', ['hour']),
  fixed('2026-10-24T12:00:00.000001Z', '2026-10-25T02:30:00+01:00', ['hour']),
  fixed('2001-01-01T00:00:00', '2001-01-03T00:00:00', ['day']),
];

function moving(value: string, from: string | null, to: string, intervals: readonly Interval[]): TriedWindow {
  return { timespan: { type: 'moving', value }, from, to, intervals };
}

function fixed(start: string, end: string, intervals: readonly Interval[]): TriedWindow {
  const normal = (text: string) => text.replace('Z', '+00:00');
  return { timespan: { type: 'fixed', start, end }, from: normal(start), to: normal(end), intervals };
}

/**
 * Expects buckets to cover the window, without gaps, and to be divided where the clocks and the calendar of the zone say. It
 * checks what clocks show at an instant, instead of computing the instants again.
 *
 * @param buckets - As in a result: each ends where the next one begins.
 */
export function expectBuckets(buckets: readonly Bucket[], interval: Interval, { from, to }: Bucket): void {
  expectEqual([buckets[0]?.from, buckets.at(-1)?.to], [from, to], 'the ends of the series');
  for (const [index, bucket] of buckets.entries()) {
    const next = buckets[index + 1];
    const last = plusMicros(bucket.to, bucket.to > bucket.from ? -1 : 0);
    expectEqual(labelOf(last, interval), labelOf(bucket.from, interval), `the ${interval} of a bucket`);
    if (next === undefined) continue;
    expectEqual(next.from, bucket.to, 'the beginning of the next bucket');
    expectTrue(
      labelOf(next.from, interval) !== labelOf(last, interval),
      `another ${interval} begins with each bucket`,
    );
  }
}

const format = new Intl.DateTimeFormat('en', {
  timeZone: ZONE,
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  timeZoneName: 'longOffset',
});

/** What the clocks and the calendar show at an instant, as far as the interval distinguishes. */
function labelOf(instant: Instant, interval: Interval): string {
  const parts = new Map<string, string>(
    format.formatToParts(new Date(Math.floor(instant / 1_000))).map(({ type, value }) => [type, value]),
  );
  const date = ['year', 'month', 'day'].map((type) => parts.get(type)).join('-');
  switch (interval) {
    case 'hour':
      return `${date} ${parts.get('hour')} ${parts.get('timeZoneName')}`;
    case 'day':
      return date;
    case 'week':
      return String(Math.floor((Date.parse(date) / 86_400_000 + 3) / 7));
    case 'month':
      return date.slice(0, 7);
  }
}
