import { Temporal } from 'temporal-polyfill';
import { type Instant, instantOfMillis } from './instant.js';

/** A time zone, by its IANA name, such as `Europe/Rome`. */
export type TimeZone = string;

/** Whether this machine knows the zone. */
export function isTimeZone(name: string): name is TimeZone {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The calendar date in a zone. */
export function localDate(instant: Instant, zone: TimeZone): Temporal.PlainDate {
  return zoned(instant, zone).toPlainDate();
}

/**
 * The first instant of a date in a zone. If midnight, or the whole date, is skipped, this is the first instant after the gap.
 */
export function startOfDate(date: Temporal.PlainDate, zone: TimeZone): Instant {
  return instantOfMillis(date.toZonedDateTime(zone).epochMilliseconds);
}

/** The first instant of the hour, on the clocks of a zone, that contains the instant. */
export function startOfHour(instant: Instant, zone: TimeZone): Instant {
  const hour = zoned(instant, zone).round({ smallestUnit: 'hour', roundingMode: 'floor' });
  return instantOfMillis(hour.epochMilliseconds);
}

/** How far the clocks of a zone are ahead of UTC, in seconds. */
export function offsetSeconds(instant: Instant, zone: TimeZone): number {
  return zoned(instant, zone).offsetNanoseconds / 1_000_000_000;
}

function zoned(instant: Instant, zone: TimeZone): Temporal.ZonedDateTime {
  const millis = Math.floor(instant / 1_000);
  return Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone);
}
