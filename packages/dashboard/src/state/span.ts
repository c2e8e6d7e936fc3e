import type { DescriptorInput } from '@memex/core';
import { type DateRange, dateAt, daysIn, plus, startOfDate } from './calendar.js';
import type { NamedWindow, Window } from './view-state.js';
import { datesBefore, datesOf } from './window-dates.js';

/** The timespan of a descriptor. */
export type TimespanInput = DescriptorInput['timespan'];

/** The length of the buckets of a series. */
export type BucketLength = 'hour' | 'day' | 'week' | 'month';

/** When something is shown. */
export interface Moment {
  /** In milliseconds since 1970. */
  readonly now: number;
  /** The time zone of dates, by its IANA name. */
  readonly zone: string;
}

/** A window as the API takes it. */
export interface Span {
  readonly timespan: TimespanInput;
  /**
   * The period before: that of the API, which descriptors with `compare` have, or another one, for which the API has none of its own. `undefined` if
   * the window has no beginning.
   */
  readonly before: 'compare' | TimespanInput | undefined;
  /** The same as times, for calls that take no timespan. */
  readonly range: { readonly fromTime: string; readonly toTime: string };
}

/** Windows that the API has too, and its names for them. */
const MOVING: Readonly<Partial<Record<NamedWindow, string>>> = {
  today: 'today',
  yesterday: '1d',
  '7d': '7d',
  '28d': '28d',
  '91d': '91d',
  '12m': '12m',
  all: 'all',
};

/** All times that are stored exactly. */
const ALWAYS = { fromTime: '1700-01-01T00:00:00', toTime: '2249-12-31T23:59:59' };

export function spanOf(window: Window, { now, zone }: Moment): Span {
  const today = dateAt(now, zone);
  const dates = datesOf(window, today);
  const value = window.kind === 'named' ? MOVING[window.name] : undefined;
  const range = dates === undefined ? ALWAYS : timesOf(dates, zone);
  if (value !== undefined) return { timespan: { type: 'moving', value }, before: dates && 'compare', range };
  const before = datesBefore(window, today);
  return { timespan: fixed(range), before: before && fixed(timesOf(before, zone)), range };
}

/**
 * The buckets that a window is shown in: hours up to two days, days up to a hundred, weeks up to two years, months beyond.
 *
 * @param firstTime - The first time of the project, for the window that has no other beginning.
 */
export function intervalOf(window: Window, moment: Moment, firstTime?: string): BucketLength {
  const today = dateAt(moment.now, moment.zone);
  const dates = datesOf(window, today) ?? sinceDate(firstTime, moment);
  if (dates === undefined) return 'month';
  const days = daysIn(dates);
  return STEPS.find(([most]) => days <= most)?.[1] ?? 'month';
}

const STEPS: readonly (readonly [days: number, interval: BucketLength])[] = [
  [2, 'hour'],
  [100, 'day'],
  [731, 'week'],
];

function sinceDate(firstTime: string | undefined, { now, zone }: Moment): DateRange | undefined {
  return firstTime === undefined
    ? undefined
    : { from: dateAt(Date.parse(`${firstTime}Z`), zone), to: dateAt(now, zone) };
}

/** From the first midnight up to a microsecond before the midnight after the last date. */
function timesOf({ from, to }: DateRange, zone: string): Span['range'] {
  const end = startOfDate(plus(to, { days: 1 }), zone);
  return { fromTime: utc(startOfDate(from, zone)), toTime: `${utc(end - 1)}.999999` };
}

/** Of whole seconds, as the API returns them. */
function utc(millis: number): string {
  return new Date(Math.floor(millis / 1_000) * 1_000).toISOString().slice(0, 19);
}

function fixed({ fromTime, toTime }: Span['range']): TimespanInput {
  return { type: 'fixed', start: fromTime, end: toTime };
}
