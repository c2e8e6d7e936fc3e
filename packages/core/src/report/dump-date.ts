import { type Instant, parseTimestamp } from '../time/instant.js';

/**
 * The instant of a date as people and programs write it in dumps: ISO 8601 with or without a zone, RFC 2822, `30 November 2021 10:20`, and
 * the like; UTC where it has no zone. A date in digits whose year comes last begins with the month, where that can be one.
 *
 * @returns `undefined` where it cannot be read, or cannot be.
 */
export function parseDumpDate(text: string): Instant | undefined {
  const plain = text.trim().toLowerCase();
  const iso = plain.replace(/t$/, '').replace(/ (?=(?:[+-]\d\d:?\d\d|z)$)/, '');
  return parseTimestamp(iso)?.instant ?? parseLoosely(plain);
}

/** Takes the time, the day of the week and the date out of a text; of the rest nothing may be left but commas and spaces. */
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

/** A name that is cut anywhere from its third letter on, or whole; whether it fits the date is not asked. */
const WEEKDAY = /\b(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?/;

/** Every form fills the whole text. */
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

/** The number of a month that is written in digits, by its name, or by the first letters of it; 0 where there is none. */
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

/** As POSIX reads a year of two digits. */
function fullYear(year: number): number {
  return year < 69 ? 2_000 + year : 1_900 + year;
}

/** The time as ISO 8601 writes it; undefined where there is no such time. */
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
