import { UnavailableError } from '@memex/core';
import { MemorySchedule } from '@memex/core/memory';
import type { Schedule } from '@memex/core/ports';
import { withFaults } from '@memex/core/testing';
import {
  formatInstant,
  type Instant,
  isCron,
  NIGHTLY,
  plusMicros,
  Scheduler,
  systemTimers,
} from '@memex/core/toolkit';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { dueRunAt, nextRunAt } from '../src/jobs/cron-schedule.js';
import type { SchedulerSetup } from '../src/jobs/scheduler.js';
import { MICROS_PER_HOUR } from '../src/time/instant.js';
import { instant } from './samples.js';

const rome = { cron: NIGHTLY, zone: 'Europe/Rome' };

describe('the time to run', () => {
  test.each([
    ['2026-03-04T02:59:59.999999', undefined],
    ['2026-03-04T03:00:00', '2026-03-04T03:00:00'],
    ['2026-03-04T22:59:59.999999', '2026-03-04T03:00:00'],
    ['2026-03-04T23:00:00', undefined],
  ])('at %s, with none before, %s is due', (now, due) => {
    const dueAt = dueRunAt(rome, instant(now), undefined);
    expect(dueAt && formatInstant(dueAt)).toBe(due);
  });

  test('one just before midnight is due for a while after it', () => {
    const late = { cron: '59 23 * * *', zone: 'UTC' };
    const dueAt = instant('2026-03-04T23:59:00');
    expect(dueRunAt(late, instant('2026-03-05T00:05:00'), undefined)).toBe(dueAt);
    expect(dueRunAt(late, instant('2026-03-05T00:05:00'), dueAt)).toBeUndefined();
    expect(dueRunAt(late, instant('2026-03-05T00:10:00'), undefined)).toBeUndefined();
  });

  test('one that has been is not due again', () => {
    const dueAt = instant('2026-03-04T03:00:00');
    expect(dueRunAt(rome, instant('2026-03-04T12:00:00'), dueAt)).toBeUndefined();
    expect(dueRunAt(rome, instant('2026-03-05T12:00:00'), dueAt)).toBe(instant('2026-03-05T03:00:00'));
  });

  test('a time that the clocks skip fires when they have, one that they show twice fires the first time', () => {
    const twoThirty = { cron: '30 2 * * *', zone: 'Europe/Rome' };
    const spring = dueRunAt(twoThirty, instant('2026-03-29T12:00:00'), undefined);
    const autumn = dueRunAt(twoThirty, instant('2026-10-25T12:00:00'), undefined);
    expect(spring && formatInstant(spring)).toBe('2026-03-29T01:00:00');
    expect(autumn && formatInstant(autumn)).toBe('2026-10-25T00:30:00');
  });

  test('at any hour of the day, in any zone, looking every now and then fires once a local day', () => {
    const crons = fc.record({
      hour: fc.integer({ min: 0, max: 23 }),
      minute: fc.integer({ min: 0, max: 59 }),
    });
    const zones = fc.constantFrom(
      'UTC',
      'Europe/Rome',
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
    );
    const begins = fc.constantFrom('2026-03-27', '2026-10-03', '2026-10-23', '2018-11-02', '2018-02-15');
    fc.assert(
      fc.property(
        crons,
        zones,
        begins,
        fc.integer({ min: 3, max: 10 }),
        ({ hour, minute }, zone, begin, pause) => {
          const cron = { cron: `${minute} ${hour} * * *`, zone };
          const days: string[] = [];
          let last: Instant | undefined;
          for (let now = instant(begin); now < instant(begin) + 4 * 24 * MICROS_PER_HOUR; ) {
            const dueAt = dueRunAt(cron, now, last);
            if (dueAt !== undefined) days.push(dayIn(zone, dueAt));
            last = dueAt ?? last;
            now = plusMicros(now, pause * 60_000_000);
          }
          expect(new Set(days).size).toBe(days.length);
          expect(days.length).toBeGreaterThanOrEqual(3);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('the next run is the first one after now', () => {
    const next = nextRunAt(rome, instant('2026-03-04T03:00:00'));
    expect(next).toBe(instant('2026-03-05T03:00:00'));
  });

  test.each([
    ['0 4 * * *', true],
    ['*/5 * * * * *', true],
    ['0 4 * *', false],
    ['61 4 * * *', false],
    ['at four', false],
    ['', false],
    ['https://a.example', false],
    ['2026-01-01T04:00:00', false],
    ['0 0 31 2 *', false],
  ])('%j is a cron pattern that fires: %j', (cron, expected) => {
    expect(isCron(cron)).toBe(expected);
  });
});

describe('the beat', () => {
  let now: Instant;
  let schedule: Schedule;
  let firings: string[];
  const clock = { now: () => now };

  beforeEach(() => {
    now = instant('2026-03-04T12:00:00');
    schedule = new MemorySchedule(clock);
    firings = [];
  });

  afterEach(() => {
    vi.useRealTimers();
  });

  function beat(holder: string, parts: Partial<SchedulerSetup> = {}): Scheduler {
    const onDue = async () => {
      firings.push(holder);
    };
    const onError = (error: unknown) => {
      throw error;
    };
    return new Scheduler({
      schedule,
      clock,
      timers: systemTimers,
      cron: rome,
      holder,
      onDue,
      onError,
      ...parts,
    });
  }

  test('that was down fires once when it is back, the same day, and not until the next', async () => {
    const one = beat('a');
    expect([await one.tick(), await one.tick()]).toEqual(['ran', 'not due']);
    now = instant('2026-03-05T02:00:00');
    expect(await one.tick()).toBe('not due');
    now = instant('2026-03-05T04:00:00');
    expect(await one.tick()).toBe('ran');
    expect(firings).toEqual(['a', 'a']);
  });

  test('of several one fires', async () => {
    const outcomes = await Promise.all(['a', 'b', 'c'].map((holder) => beat(holder).tick()));
    expect(outcomes.sort()).toEqual(['another holds it', 'another holds it', 'ran']);
    expect(await beat('d').tick()).toBe('not due');
    expect(firings).toHaveLength(1);
  });

  test('whose run fails leaves it to the next look, of whoever it is', async () => {
    const down = new UnavailableError('the queue', { reason: 'it is down' });
    const failing = beat('a', { onDue: () => Promise.reject(down) });
    await expect(failing.tick()).rejects.toBe(down);
    expect(await beat('b').tick()).toBe('ran');
  });

  test('that ends in its run is followed by another, once its lease has lapsed', async () => {
    await schedule.hold('ended', 15_000);
    expect(await beat('b').tick()).toBe('another holds it');
    now = plusMicros(now, 15_000_000);
    expect(await beat('b').tick()).toBe('ran');
  });

  test('keeps its lease while it fires, however long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pass = async () => {
      for (let second = 0; second < 60; second++) {
        now = plusMicros(now, 1_000_000);
        await vi.advanceTimersByTimeAsync(1_000);
        expect(await beat('b').tick()).toBe('another holds it');
      }
    };
    expect(await beat('a', { onDue: pass }).tick()).toBe('ran');
  });

  test('that lost its lease is told so and ends its run', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const freeze = async ({ signal }: { readonly signal?: AbortSignal | undefined }) => {
      now = plusMicros(now, 60_000_000);
      expect(await beat('b').tick()).toBe('ran');
      await schedule.hold('c', 15_000);
      await vi.advanceTimersByTimeAsync(5_000);
      expect(signal?.aborted).toBe(true);
    };
    expect(await beat('a', { onDue: freeze }).tick()).toBe('lost');
  });

  test('once started looks by itself, bears that the schedule is away, and stops', async () => {
    const away = new UnavailableError('the schedule', { reason: 'it is away' });
    const errors: unknown[] = [];
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const flaky = withFaults(schedule, {
      method: 'lastRun',
      times: 2,
      fault: { kind: 'fail', error: away },
    });
    const running = beat('a', { schedule: flaky, onError: (error) => errors.push(error) });
    await running.start();
    await running.start();
    await vi.advanceTimersByTimeAsync(120_000);
    expect([errors, firings]).toEqual([[away, away], ['a']]);
    now = instant('2026-03-05T03:00:00');
    await vi.advanceTimersByTimeAsync(30_000);
    expect(firings).toEqual(['a', 'a']);
    await running.stop();
    await running.stop();
    now = instant('2026-03-06T03:00:00');
    await vi.advanceTimersByTimeAsync(120_000);
    expect([firings.length, vi.getTimerCount()]).toEqual([2, 0]);
  });
});

function dayIn(zone: string, at: Instant): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(new Date(at / 1_000));
}
