import type { Temporal } from 'temporal-polyfill';
import { type Instant, instantOf, instantOfMillis, plusMicros } from '../time/instant.js';
import { localDate, startOfDate, type TimeZone } from '../time/zone.js';
import type { Bucket, TimeWindow } from './message-analysis.js';
import type { Timespan } from './timespan.js';

/**
 * The window that a timespan means at an instant, in a time zone. A window that would begin before the year 1 has no beginning.
 */
export function windowOf(timespan: Timespan, now: Instant, zone: TimeZone): TimeWindow {
  if (timespan.type === 'fixed') return { from: instantOf(timespan.start), to: instantOf(timespan.end) };
  if (timespan.value === 'all') return { to: now };
  const today = localDate(now, zone);
  const midnight = startOfDate(today, zone);
  if (timespan.value === 'today') return { from: midnight, to: startOfDate(today.add({ days: 1 }), zone) };
  const first = today.subtract(durationOf(timespan.value));
  return first.year < 1 ? { to: midnight } : { from: startOfDate(first, zone), to: midnight };
}

/**
 * The window before another. For a number of days, weeks, months or years, it is as many before its beginning; for `today`, the
 * day before; for a fixed window, an equally long one that ends a microsecond before it. A window that would begin before the
 * year 1 has no beginning.
 */
export function windowBefore(timespan: Timespan, { from, to }: Bucket, zone: TimeZone): TimeWindow {
  if (timespan.type === 'fixed') {
    const end = plusMicros(from, -1);
    const start = plusMicros(end, from - to);
    return start < YEAR_1 ? { to: end } : { from: start, to: end };
  }
  const length = timespan.value === 'today' ? { days: 1 } : durationOf(timespan.value);
  const first = localDate(from, zone).subtract(length);
  return first.year < 1 ? { to: from } : { from: startOfDate(first, zone), to: from };
}

const YEAR_1 = instantOfMillis(Date.parse('0001-01-01T00:00:00Z'));

const UNITS = { d: 'days', w: 'weeks', m: 'months', y: 'years' } as const;

function durationOf(value: string): Temporal.DurationLike {
  const [, count, unit] = /^(\d+)([dwmy])$/.exec(value) ?? [];
  const known = Object.entries(UNITS).find(([letter]) => letter === unit);
  if (known === undefined) throw new TypeError(`a moving timespan has no value ${value}`);
  return { [known[1]]: Number(count) };
}
