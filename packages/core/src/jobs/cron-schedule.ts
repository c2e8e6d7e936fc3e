import { Cron } from 'croner';
import { type Instant, instantOfMillis, MICROS_PER_SECOND } from '../time/instant.js';
import { localDate, type TimeZone } from '../time/zone.js';

/** When a scheduler runs: a cron pattern of five fields (or six, with seconds first), on the clocks of a zone. */
export interface CronSchedule {
  readonly cron: string;
  readonly zone: TimeZone;
}

/** Every day at four in the morning. */
export const NIGHTLY = '0 4 * * *';

/** Five or six fields. What has a colon is a date to the parser. */
const FIELDS = /^\s*[^\s:]+(\s+[^\s:]+){4,5}\s*$/;

/** Whether a text is a cron pattern that has a next time at all. */
export function isCron(pattern: string): boolean {
  if (!FIELDS.test(pattern)) return false;
  try {
    return new Cron(pattern, { paused: true }).nextRun() !== null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return false;
    throw error;
  }
}

/** How long a run is due at least, in microseconds: one just before midnight as well. */
const GRACE_MICROS = 10 * 60 * MICROS_PER_SECOND;

/**
 * The run that is due: the last one until now, unless it was before today, or has been. One that was missed is due once, until the
 * end of its day, and for ten minutes at least. A time that the clocks skip is due when they have; one that they show twice fires the first time.
 */
export function dueRunAt(cron: CronSchedule, now: Instant, last: Instant | undefined): Instant | undefined {
  const [latest] = cronOf(cron).previousRuns(1, new Date(Math.floor(now / 1_000) + 1));
  if (latest === undefined) return undefined;
  const runAt = instantOfMillis(latest.getTime());
  const isOfToday = localDate(runAt, cron.zone).equals(localDate(now, cron.zone));
  const isDue = isOfToday || now - runAt <= GRACE_MICROS;
  return isDue && (last === undefined || runAt > last) ? runAt : undefined;
}

/** The first run after an instant; `undefined` where there is none. */
export function nextRunAt(cron: CronSchedule, after: Instant): Instant | undefined {
  const next = cronOf(cron).nextRun(new Date(Math.floor(after / 1_000)));
  return next === null ? undefined : instantOfMillis(next.getTime());
}

function cronOf({ cron, zone }: CronSchedule): Cron {
  return new Cron(cron, { timezone: zone, paused: true });
}
