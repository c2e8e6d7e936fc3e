import { type Instant, parseTimestamp } from '../time/instant.js';

/**
 * Parses a date in any of the forms that people and programs use in dumps: ISO 8601 with or without a zone, RFC 2822, `30
 * November 2021 10:20`, and the like. Without a zone, it is UTC. A numeric date that ends with the year begins with the month,
 * if possible.
 *
 * @returns `undefined` if the date is unreadable or does not exist.
 */
export function parseDumpDate(text: string): Instant | undefined {
  const plain = text.trim().toLowerCase();
  const iso = plain.replace(/t$/, '').replace(/ (?=(?:[+-]\d\d:?\d\d|z)$)/, '');
  return parseTimestamp(iso)?.instant ?? parseLoosely(plain);
}

/** Removes the time, the weekday and the date from a text. Nothing but commas and spaces may remain. */
function parseLoosely(text: string): Instant | undefined {
  const time = TIME.exec(text) ?? HOUR.exec(text);
  const withoutTime = time === null ? text : text.replace(time[0], ' ');
  const clock = time === null ? { clock: '00:00:00', zone: '' } : clockOf(time.groups ?? {});
  if (clock === undefined) return undefined;
  const rest = withoutTime.replace(WEEKDAY, ' ').trim();
  for (const form of DATES) {
    const { groups } = form.exec(rest) ?? {};
    const date = groups === undefined ? undefined : dateOf(groups);
    if (date !== undefined) return parseTimestamp(`${date}T${clock.clock}${clock.zone}`)?.instant;
  }
  return undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

const MERIDIEM = '(?:\\s*(?<half>[ap])\\.?m\\b\\.?)';
const ZONE = '(?:\\s*(?<zone>utc|gmt|z|[+-]\\d\\d:?\\d\\d))';
const TIME = new RegExp(
  `(?<![\\d:.])(?<hour>\\d{1,2}):(?<minute>[0-5]\\d)(?::(?<second>[0-5]\\d)(?:\\.(?<fraction>\\d{1,9}))?)?${MERIDIEM}?${ZONE}?(?![\\w:.+-])`,
);
const HOUR = new RegExp(`(?<![\\d:.])(?<hour>\\d{1,2})${MERIDIEM}${ZONE}?(?![\\w:.+-])`);

/** A weekday, in full or cut off after three or more letters. It is not checked against the date. */
const WEEKDAY = /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?/;

/** Each form must match the whole text. */
const DATES: readonly RegExp[] = [
  /^,?\s*(?<year>\d{4})(?<mark>[-/.])(?<month>\d{1,2}|[a-z]+)\k<mark>(?<day>\d{1,2})[\s,]*$/,
  /^,?\s*(?<first>\d{1,2})(?<mark>[-/.])(?<second>\d{1,2})\k<mark>(?<year>\d{4}|\d{2})[\s,]*$/,
  /^,?\s*(?<day>\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of)?[\s/-]*(?<month>[a-z]{3,9})\.?,?[\s/-]*(?<year>\d{4}|\d{2})[\s,]*$/,
  /^,?\s*(?<month>[a-z]{3,9})\.?\s+(?<day>\d{1,2})(?:st|nd|rd|th)?[\s,]+(?<year>\d{4}|\d{2})[\s,]*$/,
  /^,?\s*(?<year>\d{4})\s+(?<month>[a-z]{3,9})\.?\s+(?<day>\d{1,2})[\s,]*$/,
];

const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

function dateOf({ year = '', month, day, first = '', second = '' }: Groups): string | undefined {
  if (month !== undefined) return isoDate(year, monthNumber(month), day ?? '');
  return Number(first) <= MONTHS.length
    ? isoDate(year, Number(first), second)
    : isoDate(year, Number(second), first);
}

/** The number of a month that is written as a number, as a name, or as the first letters of the name; 0 if there is none. */
function monthNumber(month: string): number {
  if (/^\d+$/.test(month)) return Number(month);
  const isIt = (name: string): boolean =>
    name === month || name.slice(0, 3) === month || (month === 'sept' && name === 'september');
  return MONTHS.findIndex(isIt) + 1;
}

function isoDate(year: string, month: number, day: string): string {
  const two = (part: number | string): string => String(part).padStart(2, '0');
  return `${year.length === 4 ? year : fullYear(Number(year))}-${two(month)}-${two(day)}`;
}

/** A two-digit year, as POSIX reads it. */
function fullYear(year: number): number {
  return year < 69 ? 2_000 + year : 1_900 + year;
}

/** The time in ISO 8601; `undefined` if it does not exist. */
function clockOf({
  hour,
  minute = '00',
  second = '00',
  fraction,
  half,
  zone = '',
}: Groups): { readonly clock: string; readonly zone: string } | undefined {
  const hours = half === undefined ? Number(hour) : hourOfHalf(Number(hour), half);
  if (hours === undefined) return undefined;
  const clock = `${String(hours).padStart(2, '0')}:${minute}:${second}`;
  return {
    clock: fraction === undefined ? clock : `${clock}.${fraction}`,
    zone: /^[a-z]/.test(zone) ? 'Z' : zone,
  };
}

function hourOfHalf(hour: number, half: string): number | undefined {
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half === 'p' ? 12 : 0);
}
