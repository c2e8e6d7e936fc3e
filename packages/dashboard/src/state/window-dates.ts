import {
  type DateRange,
  type DateText,
  daysIn,
  firstOfMonth,
  minus,
  plus,
  wholeMonthsIn,
} from './calendar.js';
import type { NamedWindow, Window } from './view-state.js';

/** The dates that a window covers on a day; `undefined` if it has no beginning. */
export function datesOf(window: Window, today: DateText): DateRange | undefined {
  return window.kind === 'dates' ? window : NAMED[window.name](today)?.own;
}

/** The dates of the period before: as many days, or months, before the window begins. `undefined` if the window has no beginning. */
export function datesBefore(window: Window, today: DateText): DateRange | undefined {
  return window.kind === 'dates' ? moved(window, -1) : NAMED[window.name](today)?.before;
}

/**
 * The window that begins where this one ends, or ends where it begins. `undefined` if there is none: the window has no beginning, or the other
 * one would lie in the future.
 */
export function shiftWindow(window: Window, direction: -1 | 1, today: DateText): Window | undefined {
  const dates = datesOf(window, today);
  if (dates === undefined) return undefined;
  const shifted = direction === -1 ? datesBefore(wholePeriod(window, dates), today) : moved(dates, 1);
  return shifted === undefined || shifted.from > today ? undefined : { kind: 'dates', ...shifted };
}

/** A month to date is followed by whole months. */
function wholePeriod(window: Window, { from }: DateRange): Window {
  return window.kind === 'named' && window.name === 'month' ? { kind: 'dates', ...monthOf(from) } : window;
}

/** The range of as many days that follows, or precedes. Whole months are followed by whole months. */
function moved(range: DateRange, direction: -1 | 1): DateRange {
  const months = wholeMonthsIn(range);
  if (months !== undefined) {
    const from = plus(range.from, { months: months * direction });
    return { from, to: minus(plus(from, { months }), { days: 1 }) };
  }
  const days = daysIn(range) * direction;
  return { from: plus(range.from, { days }), to: plus(range.to, { days }) };
}

interface WithBefore {
  readonly own: DateRange;
  readonly before: DateRange;
}

const NAMED: Readonly<Record<NamedWindow, (today: DateText) => WithBefore | undefined>> = {
  today: (today) => {
    const yesterday = minus(today, { days: 1 });
    return { own: { from: today, to: today }, before: { from: yesterday, to: yesterday } };
  },
  yesterday: (today) => upTo(today, (date) => minus(date, { days: 1 })),
  '7d': (today) => upTo(today, (date) => minus(date, { days: 7 })),
  '28d': (today) => upTo(today, (date) => minus(date, { days: 28 })),
  '91d': (today) => upTo(today, (date) => minus(date, { days: 91 })),
  '12m': (today) => upTo(today, (date) => minus(date, { months: 12 })),
  month: (today) => {
    const from = firstOfMonth(today);
    const before = firstOfMonth(minus(from, { days: 1 }));
    return { own: { from, to: today }, before: { from: before, to: minus(today, { months: 1 }) } };
  },
  'last-month': (today) => {
    const own = monthOf(minus(firstOfMonth(today), { days: 1 }));
    return { own, before: monthOf(minus(own.from, { days: 1 })) };
  },
  all: () => undefined,
};

/** The dates from an earlier one up to yesterday, and as long a time before. */
function upTo(today: DateText, earlier: (date: DateText) => DateText): WithBefore {
  const from = earlier(today);
  return {
    own: { from, to: minus(today, { days: 1 }) },
    before: { from: earlier(from), to: minus(from, { days: 1 }) },
  };
}

function monthOf(date: DateText): DateRange {
  const from = firstOfMonth(date);
  return { from, to: minus(plus(from, { months: 1 }), { days: 1 }) };
}
