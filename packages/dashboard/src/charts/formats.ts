import type { Unit } from '../data/card-data.js';
import type { BucketLength } from '../state/span.js';
import { millisOf } from '../state/times.js';

/** How numbers and times are written, in a locale and a time zone. */
export interface Formats {
  /** A number, or a dash for what does not exist. */
  readonly number: (value: number | null, unit: Unit) => string;
  /** The same in little space, for axes: `12K`. */
  readonly shortNumber: (value: number, unit: Unit) => string;
  /** The starts of buckets in little space, for axes. They have years only where these differ. */
  readonly axis: (starts: readonly (string | null)[], interval: BucketLength) => readonly string[];
  /** A bucket in full: `Friday, 6 November 2026`. */
  readonly bucket: (from: string | null, interval: BucketLength) => string;
  /** A window, its ends included: `1–28 Nov 2026`. With hours and minutes where it is not of whole days. */
  readonly span: (from: string | null, to: string) => string;
  /** The name of a weekday; 0 is Monday. */
  readonly weekday: (day: number) => string;
  readonly hour: (hour: number) => string;
}

const NOTHING = '–';
const NO_BEGINNING = 'the beginning';

/**
 * @param locale - `undefined` for that of the machine.
 * @param zone - An IANA name.
 */
export function createFormats(locale: string | undefined, zone: string): Formats {
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone });
  const [year, weekdayName, hourName] = [
    dates({ year: 'numeric' }),
    new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' }),
    new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' }),
  ];
  const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: zone });
  const isMidnight = (time: number): boolean => time % 1_000 === 0 && clock.format(time) === '00:00:00';
  const numbers = numberFormats(locale);
  return {
    ...numbers,
    axis: (starts, interval) => {
      const times = starts.map(instantOf);
      const years = new Set(times.map((time) => (time === undefined ? undefined : year.format(time))));
      const form = dates(
        years.size > 1 && interval !== 'hour' ? { ...AXIS[interval], year: '2-digit' } : AXIS[interval],
      );
      return times.map((time) => (time === undefined ? NO_BEGINNING : form.format(time)));
    },
    bucket: (from, interval) => {
      const time = instantOf(from);
      if (time === undefined) return NO_BEGINNING;
      const text = dates(FULL[interval]).format(time);
      return interval === 'week' ? `week from ${text}` : text;
    },
    span: (from, to) => {
      const start = instantOf(from);
      // Windows of days end at a midnight, or just before it.
      const end = millisOf(to) - (isMidnight(millisOf(to)) ? 1 : 0);
      const isOfDays = isMidnight(end + 1) && (start === undefined || isMidnight(start));
      const form = dates({ dateStyle: 'medium', ...(isOfDays ? {} : { timeStyle: 'short' }) });
      return start === undefined ? `until ${form.format(end)}` : form.formatRange(start, end);
    },
    weekday: (day) => weekdayName.format(Date.UTC(2024, 0, 1 + day)),
    hour: (hour) => hourName.format(Date.UTC(2024, 0, 1, hour)),
  };
}

const AXIS: Readonly<Record<BucketLength, Intl.DateTimeFormatOptions>> = {
  hour: { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  day: { day: 'numeric', month: 'short' },
  week: { day: 'numeric', month: 'short' },
  month: { month: 'short', year: 'numeric' },
};

const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long', year: 'numeric' };

const FULL: Readonly<Record<BucketLength, Intl.DateTimeFormatOptions>> = {
  hour: { ...DATE, weekday: 'short', hour: 'numeric', minute: '2-digit' },
  day: { ...DATE, weekday: 'long' },
  week: DATE,
  month: { month: 'long', year: 'numeric' },
};

function numberFormats(locale: string | undefined): Pick<Formats, 'number' | 'shortNumber'> {
  const numbers = (options: Intl.NumberFormatOptions): Intl.NumberFormat =>
    new Intl.NumberFormat(locale, options);
  const long: Readonly<Record<Unit, Intl.NumberFormat>> = {
    count: numbers({ maximumFractionDigits: 0 }),
    decimal: numbers({
      maximumSignificantDigits: 6,
      maximumFractionDigits: 2,
      roundingPriority: 'morePrecision',
    }),
    percent: numbers({ style: 'percent', maximumFractionDigits: 1 }),
    seconds: numbers({ style: 'unit', unit: 'second', unitDisplay: 'narrow', maximumFractionDigits: 1 }),
  };
  const short: Readonly<Record<Unit, Intl.NumberFormat>> = {
    ...long,
    count: numbers({ notation: 'compact' }),
    decimal: numbers({ notation: 'compact' }),
  };
  return {
    number: (value, unit) => (value === null ? NOTHING : long[unit].format(value)),
    shortNumber: (value, unit) => short[unit].format(value),
  };
}

function instantOf(time: string | null): number | undefined {
  return time === null ? undefined : millisOf(time);
}
