import { uuidSource } from '../entry/id-source.js';
import type { CallOptions } from '../port/call.js';
import type { Startable } from '../port/lifecycle.js';
import { type Clock, systemClock } from '../time/clock.js';
import { systemTimers } from '../time/timers.js';
import type { TimeZone } from '../time/zone.js';
import { NIGHTLY } from './cron-schedule.js';
import type { Schedule } from './schedule.js';
import { Scheduler } from './scheduler.js';

/** When analytics are requested automatically. */
export interface SchedulerOptions {
  /** A cron pattern of five fields, or six with seconds first. Every day at four in the morning by default. */
  readonly cron?: string | undefined;
  /** The time zone of the pattern; that of Memex by default. */
  readonly timeZone?: TimeZone | undefined;
  /** Called after each run with the number of analytics that it queued. */
  readonly onRun?: ((queued: number) => void) | undefined;
  /** Called with the error of each failed run. It is retried within a minute. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Creates a scheduler. Of all that share a schedule, one runs. */
export function createScheduler(
  schedule: Schedule,
  requestDue: (options: CallOptions) => Promise<number>,
  {
    cron = NIGHTLY,
    timeZone = 'UTC',
    onRun = () => undefined,
    onError = () => undefined,
    clock = systemClock,
  }: SchedulerOptions & { readonly clock?: Clock } = {},
): Startable {
  return new Scheduler({
    schedule,
    clock,
    timers: systemTimers,
    cron: { cron, zone: timeZone },
    holder: uuidSource.next(),
    onDue: async (options) => onRun(await requestDue(options)),
    onError,
  });
}
