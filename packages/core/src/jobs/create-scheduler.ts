import { uuidSource } from '../entry/id-source.js';
import type { CallOptions } from '../port/call.js';
import type { Startable } from '../port/lifecycle.js';
import { systemClock } from '../time/clock.js';
import { systemTimers } from '../time/timers.js';
import type { TimeZone } from '../time/zone.js';
import { NIGHTLY } from './cron-schedule.js';
import type { Schedule } from './schedule.js';
import { Scheduler } from './scheduler.js';

/** When analytics are computed by themselves. */
export interface SchedulerOptions {
  /** A cron pattern of five fields, or six with seconds first; every day at four in the morning where absent. */
  readonly cron?: string | undefined;
  /** On whose clocks; on those of the whole where absent. */
  readonly timeZone?: TimeZone | undefined;
  /** Told after each run: how many analytics it queued. */
  readonly onRun?: ((queued: number) => void) | undefined;
  /** Told of each run that failed; the next attempt comes within a minute. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Runs at its times, in one process of all that share the schedule. */
export function createScheduler(
  schedule: Schedule,
  requestDue: (options: CallOptions) => Promise<number>,
  {
    cron = NIGHTLY,
    timeZone = 'UTC',
    onRun = () => undefined,
    onError = () => undefined,
  }: SchedulerOptions = {},
): Startable {
  return new Scheduler({
    schedule,
    clock: systemClock,
    timers: systemTimers,
    cron: { cron, zone: timeZone },
    holder: uuidSource.next(),
    onDue: async (options) => onRun(await requestDue(options)),
    onError,
  });
}
