import { createMemoryStore } from '@memex/core/memory';
import { type AnalyticResult, Descriptor, decode } from '@memex/core/model';
import { absentPlatform, compute, instantOfMillis } from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateAt, daysIn, plus } from '../src/state/calendar.js';
import { intervalOf, type Moment, spanOf, type TimespanInput } from '../src/state/span.js';
import { NAMED_WINDOWS, type NamedWindow, type Window } from '../src/state/view-state.js';
import { datesBefore, datesOf, shiftWindow } from '../src/state/window-dates.js';

/** Zones with and without summer time, with gaps at midnight, half hours, and dates that were skipped. */
const ZONES = [
  'UTC',
  'Europe/Rome',
  'America/New_York',
  'America/Santiago',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Asia/Beirut',
  'Pacific/Apia',
  'Africa/Cairo',
];

const moments: fc.Arbitrary<Moment> = fc.record({
  now: fc
    .date({ min: new Date('1975-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.getTime()),
  zone: fc.constantFrom(...ZONES),
});
const windows: fc.Arbitrary<Window> = fc.oneof(
  fc.constantFrom(...NAMED_WINDOWS).map((name): Window => ({ kind: 'named', name })),
  fc
    .tuple(fc.integer({ min: 0, max: 40_000 }), fc.integer({ min: 0, max: 800 }))
    .map(([start, days]): Window => {
      const from = plus('1976-01-01', { days: start });
      return { kind: 'dates', from, to: plus(from, { days }) };
    }),
);

/** What the core makes of a timespan. */
async function computed(
  timespan: TimespanInput,
  { now, zone }: Moment,
  compare?: 'previous',
): Promise<AnalyticResult> {
  const store = createMemoryStore();
  await store.start();
  const descriptor = decode(Descriptor, {
    project: 'p',
    type: 'count',
    dimension: 'message',
    metric: 'requests',
    timespan,
    compare,
  });
  const clock = { now: () => instantOfMillis(now) };
  return compute(descriptor, { ...store, platform: absentPlatform, clock, zone });
}

describe('a window of the dashboard', () => {
  test('is for the API the dates that it covers, from midnight to midnight in the zone', async () => {
    await fc.assert(
      fc.asyncProperty(windows, moments, async (window, moment) => {
        const { timespan, before, range } = spanOf(window, moment);
        const { fromDt, toDt, previous } = await computed(
          timespan,
          moment,
          before === 'compare' ? 'previous' : undefined,
        );
        if (datesOf(window, dateAt(moment.now, moment.zone)) === undefined) {
          expect([fromDt, before]).toEqual([null, undefined]);
          return;
        }
        expect(fromDt).toBe(range.fromTime);
        // A fixed window ends a microsecond before the midnight that ends a moving one.
        expect(afterMicrosecond(range.toTime)).toBe(
          timespan.type === 'moving' ? toDt : afterMicrosecond(toDt),
        );
        const [start, end] =
          typeof before === 'object' && before.type === 'fixed'
            ? [before.start, afterMicrosecond(String(before.end))]
            : [previous?.fromDt, previous?.toDt];
        expect({ start, end }).toEqual(await edgesBefore(window, moment));
      }),
      { numRuns: 300 },
    );
  });

  /** The same dates, as a window of their own. */
  async function edgesBefore(window: Window, moment: Moment): Promise<object> {
    const dates = datesBefore(window, dateAt(moment.now, moment.zone));
    if (dates === undefined) throw new Error('the window has a beginning');
    const { range } = spanOf({ kind: 'dates', ...dates }, moment);
    return { start: range.fromTime, end: afterMicrosecond(range.toTime) };
  }

  function afterMicrosecond(time: string): string {
    return new Date(Date.parse(`${time.slice(0, 19)}Z`) + 1_000).toISOString().slice(0, 19);
  }

  test.each<[NamedWindow, string | undefined, string | undefined]>([
    ['today', '2026-03-31..2026-03-31', '2026-03-30..2026-03-30'],
    ['yesterday', '2026-03-30..2026-03-30', '2026-03-29..2026-03-29'],
    ['7d', '2026-03-24..2026-03-30', '2026-03-17..2026-03-23'],
    ['28d', '2026-03-03..2026-03-30', '2026-02-03..2026-03-02'],
    ['91d', '2025-12-30..2026-03-30', '2025-09-30..2025-12-29'],
    ['month', '2026-03-01..2026-03-31', '2026-02-01..2026-02-28'],
    ['last-month', '2026-02-01..2026-02-28', '2026-01-01..2026-01-31'],
    ['12m', '2025-03-31..2026-03-30', '2024-03-31..2025-03-30'],
    ['all', undefined, undefined],
  ])('%s covers its dates, and is compared with those before', (name, own, before) => {
    const texts = [datesOf, datesBefore].map((dates) => {
      const range = dates({ kind: 'named', name }, '2026-03-31');
      return range && `${range.from}..${range.to}`;
    });
    expect(texts).toEqual([own, before]);
  });

  test('moves by its length, to and fro, and never into the future', () => {
    fc.assert(
      fc.property(windows, moments, (window, { now, zone }) => {
        const today = dateAt(now, zone);
        const earlier = shiftWindow(window, -1, today);
        const dates = datesOf(window, today);
        if (earlier === undefined || dates === undefined) {
          expect(dates === undefined || dates.from > today).toBe(true);
          return;
        }
        const before = datesOf(earlier, today);
        expect(before?.to).toBe(plus(dates.from, { days: -1 }));
        const later = shiftWindow(window, 1, today);
        if (later !== undefined) {
          const after = datesOf(later, today);
          expect(after?.from).toBe(plus(dates.to, { days: 1 }));
          expect(after && after.from <= today).toBe(true);
        }
      }),
    );
  });

  test('of a month moves by months', () => {
    const november = shiftWindow({ kind: 'named', name: 'month' }, -1, '2026-12-16');
    expect(november).toEqual({ kind: 'dates', from: '2026-11-01', to: '2026-11-30' });
    expect(november && shiftWindow(november, 1, '2026-12-16')).toEqual({
      kind: 'dates',
      from: '2026-12-01',
      to: '2026-12-31',
    });
  });

  test.each([
    ['today', 'hour'],
    ['7d', 'day'],
    ['91d', 'day'],
    ['12m', 'week'],
    ['all', 'month'],
  ] as const)('%s is shown by the %s', (name, interval) => {
    expect(intervalOf({ kind: 'named', name }, { now: Date.UTC(2026, 10, 26), zone: 'UTC' })).toBe(interval);
  });

  test.each([
    [2, 'hour'],
    [3, 'day'],
    [100, 'day'],
    [101, 'week'],
    [731, 'week'],
    [732, 'month'],
  ] as const)('%s days are shown by the %s, also since the first message', (days, interval) => {
    const from = plus('2026-11-26', { days: 1 - days });
    const moment = { now: Date.UTC(2026, 10, 26, 12), zone: 'UTC' };
    expect(daysIn({ from, to: '2026-11-26' })).toBe(days);
    expect(intervalOf({ kind: 'dates', from, to: '2026-11-26' }, moment)).toBe(interval);
    expect(intervalOf({ kind: 'named', name: 'all' }, moment, `${from}T10:00:00.5`)).toBe(interval);
  });
});
