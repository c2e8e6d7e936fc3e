/** A point in time: whole microseconds since 1970-01-01T00:00:00Z. Exact from 1684 to 2255. */
export type Instant = number & { readonly __brand: 'Instant' };

/**
 * A point in time in the only form that Memex stores and returns: `YYYY-MM-DDTHH:MM:SS[.ffffff][±HH:MM]`. Without an offset it
 * is UTC.
 */
export type Timestamp = string & { readonly __brand: 'Timestamp' };

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_HOUR: number = 3_600 * MICROS_PER_SECOND;
export const MICROS_PER_DAY: number = 86_400 * MICROS_PER_SECOND;

/** Converts milliseconds since the epoch, as `Date` has them. */
export function instantOfMillis(millis: number): Instant {
  return toInstant(Math.round(millis * 1_000));
}

/** The instant so many microseconds after the epoch, as stores keep it. */
export function instantOfMicros(micros: number): Instant {
  return toInstant(micros);
}

/** Adds microseconds. They may be negative. */
export function plusMicros(instant: Instant, micros: number): Instant {
  return toInstant(instant + micros);
}

/** The date and time of an instant in UTC, in the normal form without an offset. */
export function formatInstant(instant: Instant): Timestamp {
  const seconds = Math.floor(instant / MICROS_PER_SECOND);
  const micros = instant - seconds * MICROS_PER_SECOND;
  return toTimestamp(new Date(seconds * 1_000).toISOString().slice(0, 19) + fractionText(micros));
}

/**
 * Parses a date, or a date and time, in any form that the contract allows (messages.md, "Timestamps"): `YYYY-MM-DD`, optionally
 * followed by `T`, `t` or a space and `HH:MM[:SS[.f…]]` with one to nine digits, optionally followed by `Z`, `z`, `±HH:MM`,
 * `±HHMM` or `±HH`. Digits after the microseconds are cut off.
 *
 * @returns `undefined` for any other form, and for dates and times that do not exist.
 */
export function parseTimestamp(
  text: string,
): { readonly instant: Instant; readonly timestamp: Timestamp } | undefined {
  const match = FORM.exec(text);
  if (match === null) return undefined;
  const [, fraction = '', zone] = match;
  const dayNumber = dayNumberOf(numberAt(text, 0, 4), numberAt(text, 5, 7), numberAt(text, 8, 10));
  if (dayNumber === undefined) return undefined;
  const offset = offsetOf(zone);
  const micros = numberAt(fraction.padEnd(6, '0'), 0, 6);
  const clock = text.length === 10 ? '00:00' : text.slice(11, 16);
  const second = text[16] === ':' ? text.slice(17, 19) : '00';
  const minutes = numberAt(clock, 0, 2) * 60 + numberAt(clock, 3, 5);
  const seconds = dayNumber * 86_400 + minutes * 60 + numberAt(second, 0, 2) - offset.seconds;
  const isNormal = text[10] === 'T' && text[16] === ':' && zone === undefined && isNormalFraction(fraction);
  return {
    instant: toInstant(seconds * MICROS_PER_SECOND + micros),
    timestamp: toTimestamp(
      isNormal ? text : `${text.slice(0, 10)}T${clock}:${second}${fractionText(micros)}${offset.text}`,
    ),
  };
}

/** Most times are sent in normal form, and need not be formatted again. */
function isNormalFraction(fraction: string): boolean {
  return fraction === '' || (fraction.length === 6 && fraction !== '000000');
}

/** The number at a place in a text. Reading its digits here takes half the time of capturing and converting them. */
function numberAt(text: string, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index++) number = number * 10 + text.charCodeAt(index) - 48;
  return number;
}

/** The instant of a timestamp in normal form. */
export function instantOf(timestamp: Timestamp): Instant {
  const parsed = parseTimestamp(timestamp);
  if (parsed === undefined) throw new TypeError('a Timestamp is always in normal form');
  return parsed.instant;
}

/** Checks every range except the length of the month. Everything but the fraction and the zone has a fixed place. */
const FORM =
  /^(?!0000)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[Tt ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.(\d{1,9}))?)?([Zz]|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/;

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days since 1970-01-01 in the proleptic Gregorian calendar; `undefined` if the month has no such day. */
function dayNumberOf(year: number, month: number, day: number): number | undefined {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  if (day > (DAYS_IN_MONTH[month - 1] ?? 0) + (month === 2 ? leap : 0)) return undefined;
  const past = year - 1;
  const daysBeforeYear = past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  return daysBeforeYear - 719_162 + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + (month > 2 ? leap : 0) + day - 1;
}

function offsetOf(zone: string | undefined): { readonly seconds: number; readonly text: string } {
  if (zone === undefined) return { seconds: 0, text: '' };
  if (zone === 'Z' || zone === 'z') return { seconds: 0, text: '+00:00' };
  const hours = zone.slice(1, 3);
  const minutes = zone.length > 3 ? zone.slice(-2) : '00';
  const seconds = Number(hours) * 3_600 + Number(minutes) * 60;
  const sign = zone.startsWith('-') && seconds > 0 ? '-' : '+';
  return { seconds: sign === '-' ? -seconds : seconds, text: `${sign}${hours}:${minutes}` };
}

function fractionText(micros: number): string {
  return micros === 0 ? '' : `.${String(micros).padStart(6, '0')}`;
}

function toInstant(micros: number): Instant {
  return micros as Instant;
}

function toTimestamp(text: string): Timestamp {
  return text as Timestamp;
}
