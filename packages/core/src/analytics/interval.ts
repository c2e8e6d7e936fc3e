import type * as t from 'io-ts';
import type { Temporal } from 'temporal-polyfill';
import { labels } from '../codec/label.js';
import { malformed } from '../errors/malformed.js';
import { type Instant, MICROS_PER_HOUR, plusMicros } from '../time/instant.js';
import { localDate, startOfDate, startOfHour, type TimeZone } from '../time/zone.js';
import type { Bucket } from './message-analysis.js';

/** The length of the buckets in a series, by the clocks and calendar of a time zone. Weeks begin on Monday. */
export const Interval = labels('Interval', ['hour', 'day', 'week', 'month']);
export type Interval = t.TypeOf<typeof Interval>;

/** The most buckets in a series, counted by the shortest length of the interval. It allows the hours of a year. */
const MAX_BUCKETS = 10_000;

const MIN_HOURS = { hour: 1, day: 23, week: 7 * 24 - 1, month: 28 * 24 - 1 } as const;

/** @throws MalformedError if a window may have more than {@link MAX_BUCKETS}. */
export function refuseManyBuckets({ from, to }: Bucket, interval: Interval): void {
  if (hoursIn({ from, to }) <= MAX_BUCKETS * MIN_HOURS[interval]) return;
  throw malformed('interval', `must not divide the timespan into more than ${MAX_BUCKETS} parts`);
}

/** A number of buckets that an interval surely does not exceed. The first and the last may be cut short. */
export function maxBucketsIn(window: Bucket, interval: Interval): number {
  return Math.ceil(hoursIn(window) / MIN_HOURS[interval]) + 1;
}

function hoursIn({ from, to }: Bucket): number {
  return (to - from) / MICROS_PER_HOUR;
}

/**
 * Divides a window into buckets. They cover it without gaps or overlaps: each begins a microsecond after the previous one ends.
 * The first and the last may be cut short by the ends of the window. A window of one instant is one bucket.
 *
 * @throws MalformedError if there may be more than {@link MAX_BUCKETS}.
 */
export function bucketsOf({ from, to }: Bucket, interval: Interval, zone: TimeZone): readonly Bucket[] {
  refuseManyBuckets({ from, to }, interval);
  const starts = [from];
  for (const start of interval === 'hour' ? hours(from, zone) : dates(from, interval, zone)) {
    if (start >= to) break;
    if (start > (starts.at(-1) ?? from)) starts.push(start);
  }
  return starts.map((start, index) => ({ from: start, to: endBefore(starts[index + 1]) ?? to }));
}

/** The starts of the hours from an instant on. Where the clocks change by less than an hour, one hour is longer or shorter. */
function* hours(from: Instant, zone: TimeZone): Generator<Instant> {
  for (let start = startOfHour(from, zone); ; ) {
    yield start;
    const later = plusMicros(start, MICROS_PER_HOUR);
    const hour = startOfHour(later, zone);
    start = hour > start ? hour : later;
  }
}

/** The starts of the days, weeks or months from an instant on. A date that the zone skips starts together with the next. */
function* dates(from: Instant, interval: Exclude<Interval, 'hour'>, zone: TimeZone): Generator<Instant> {
  const { first, step } = CALENDARS[interval];
  for (let date = first(localDate(from, zone)); ; date = date.add(step)) yield startOfDate(date, zone);
}

interface Calendar {
  readonly first: (date: Temporal.PlainDate) => Temporal.PlainDate;
  readonly step: Temporal.DurationLike;
}

const CALENDARS: Readonly<Record<Exclude<Interval, 'hour'>, Calendar>> = {
  day: { first: (date) => date, step: { days: 1 } },
  week: { first: (date) => date.subtract({ days: date.dayOfWeek - 1 }), step: { weeks: 1 } },
  month: { first: (date) => date.with({ day: 1 }), step: { months: 1 } },
};

function endBefore(next: Instant | undefined): Instant | undefined {
  return next === undefined ? undefined : plusMicros(next, -1);
}
