import { Cron } from 'croner';
import { type Instant, instantOfMillis, MICROS_PER_SECOND } from '../time/instant.js';
import { localDate, type TimeZone } from '../time/zone.js';

/** When a scheduler runs: a cron pattern of five fields (six with seconds first), in a time zone. */
export interface CronSchedule {
  readonly cron: string;
  readonly zone: TimeZone;
}

/** Every day at four in the morning. */
export const NIGHTLY = '0 4 * * *';

/** Five or six fields. The parser takes text with a colon for a date. */
const FIELDS = /^\s*[^\s:]+(\s+[^\s:]+){4,5}\s*$/;

/** Whether a text is a cron pattern that ever matches. */
export function isCron(pattern: string): boolean {
  if (!FIELDS.test(pattern)) return false;
  try {
    return new Cron(pattern, { paused: true }).nextRun() !== null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}

/** How long a run stays due at least, in microseconds, even just before midnight. */
const GRACE_MICROS = 10 * 60 * MICROS_PER_SECOND;

/**
 * The run that is due: the latest one of today that has not happened yet. A missed run stays due until the end of its day, and
 * for at least ten minutes. If the clocks skip its time, it is due right after; if they show it twice, it is due the first
 * time.
 */
export function dueRunAt(cron: CronSchedule, now: Instant, last: Instant | undefined): Instant | undefined {
  const [latest] = cronOf(cron).previousRuns(1, new Date(Math.floor(now / 1_000) + 1));
  if (latest === undefined) return undefined;
  const runAt = instantOfMillis(latest.getTime());
  const isOfToday = localDate(runAt, cron.zone).equals(localDate(now, cron.zone));
  const isDue = isOfToday || now - runAt <= GRACE_MICROS;
  return isDue && (last === undefined || runAt > last) ? runAt : undefined;
}

/** The next run after an instant; `undefined` if there is none. */
export function nextRunAt(cron: CronSchedule, after: Instant): Instant | undefined {
  const next = cronOf(cron).nextRun(new Date(Math.floor(after / 1_000)));
  return next === null ? undefined : instantOfMillis(next.getTime());
}

function cronOf({ cron, zone }: CronSchedule): Cron {
  return new Cron(cron, { timezone: zone, paused: true });
}
