import { millisOf } from '../state/times.js';

/** How times are written: in which language, and in which zone. */
interface TimeStyle {
  readonly locale: string;
  readonly timeZone: string;
}

const DAY = { day: 'numeric', month: 'short' } as const;
const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

export function writeMoment(time: string, style: TimeStyle): string {
  return write(time, { ...DAY, year: 'numeric', ...CLOCK }, style);
}

/** Hours and minutes. */
export function writeClock(time: string, style: TimeStyle): string {
  return write(time, CLOCK, style);
}

/** The day of a time, such as "Thursday, 26 November 2026". */
export function writeDay(time: string, style: TimeStyle): string {
  return write(time, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }, style);
}

/** A span of dates without times, such as `2026-11-01`. */
export function writeDates(from: string, to: string, { locale }: TimeStyle): string {
  const form = formatOf({ ...DAY, year: 'numeric' }, { locale, timeZone: 'UTC' });
  return form.formatRange(new Date(`${from}T00:00Z`), new Date(`${to}T00:00Z`));
}

function write(time: string, options: Intl.DateTimeFormatOptions, style: TimeStyle): string {
  const date = new Date(millisOf(time));
  return Number.isNaN(date.getTime()) ? '–' : formatOf(options, style).format(date);
}

function formatOf(options: Intl.DateTimeFormatOptions, { locale, timeZone }: TimeStyle): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
  formats.set(key, format);
  return format;
}

const formats = new Map<string, Intl.DateTimeFormat>();
