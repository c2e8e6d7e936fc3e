import { Temporal } from 'temporal-polyfill';

/** A date of the ISO calendar: `2026-11-26`. */
export type DateText = string;

/** Dates, both inclusive. */
export interface DateRange {
  readonly from: DateText;
  readonly to: DateText;
}

/** The date in a time zone, by its IANA name, at a time in milliseconds since 1970. */
export function dateAt(millis: number, zone: string): DateText {
  return zonedAt(millis, zone).toPlainDate().toString();
}

/** The weekday (0 is Monday) and the hour that the clocks of a zone show. */
export function weekdayAndHour(
  millis: number,
  zone: string,
): { readonly weekday: number; readonly hour: number } {
  const { dayOfWeek, hour } = zonedAt(millis, zone);
  return { weekday: dayOfWeek - 1, hour };
}

/**
 * The first instant of a date in a zone, in milliseconds since 1970. Where the clocks skip midnight, this is the first instant after the
 * gap, as in the windows of the API.
 */
export function startOfDate(date: DateText, zone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds;
}

/** A date some days, or months, later. A day that the month lacks becomes its last. */
export function plus(date: DateText, length: Length): DateText {
  return Temporal.PlainDate.from(date).add(length).toString();
}

/** A date some days, or months, before. */
export function minus(date: DateText, length: Length): DateText {
  return Temporal.PlainDate.from(date).subtract(length).toString();
}

export type Length = { readonly days: number } | { readonly months: number };

/** The number of days from a date up to another, both inclusive. */
export function daysIn({ from, to }: DateRange): number {
  return Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days + 1;
}

/** The number of calendar months that a range is, from the first day of one to the last of one; `undefined` if it is anything else. */
export function wholeMonthsIn({ from, to }: DateRange): number | undefined {
  if (!from.endsWith('-01') || !plus(to, { days: 1 }).endsWith('-01')) return undefined;
  return Temporal.PlainDate.from(from).until(plus(to, { days: 1 }), { largestUnit: 'months' }).months;
}

/** The first day of the month of a date. */
export function firstOfMonth(date: DateText): DateText {
  return Temporal.PlainDate.from(date).with({ day: 1 }).toString();
}

function zonedAt(millis: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(millis).toZonedDateTimeISO(zone);
}
