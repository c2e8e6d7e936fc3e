import type { Schedule } from '../jobs/schedule.js';
import { plusMicros } from '../time/instant.js';
import { at } from './analysis-samples.js';
import { expectEqual, expectRejection } from './assert.js';
import type { ConformanceCase } from './case.js';
import { until } from './until.js';

/** What a case for schedules runs against. */
export interface ScheduleSetup {
  /** A schedule that no other case uses. */
  readonly schedule: Schedule;
  /** Another one with the same lease, as another process would have it. */
  readonly another: () => Promise<Schedule>;
}

const LONG_MS = 60_000;
const SHORT_MS = 200;
const FOUR = at('2026-10-25T03:00:00');

/** Cases for every `Schedule`. */
export const scheduleCases: readonly ConformanceCase<ScheduleSetup>[] = [
  {
    name: 'schedule: of many that want the lease at once, one gets it',
    async run({ schedule, another }) {
      const other = await another();
      const wanting = Array.from({ length: 10 }, (_, index) => [schedule, other][index % 2] ?? schedule);
      const got = await Promise.all(wanting.map((one, index) => one.hold(`beat-${index}`, LONG_MS)));
      expectEqual(got.filter((held) => held).length, 1, 'holders');
    },
  },
  {
    name: 'schedule: who has the lease gets it again, and others when it was released',
    async run({ schedule, another }) {
      const other = await another();
      expectEqual(await schedule.hold('a', LONG_MS), true, 'a holds');
      expectEqual(await schedule.hold('a', LONG_MS), true, 'a holds again');
      await other.release('b');
      expectEqual(await other.hold('b', LONG_MS), false, 'b holds after releasing what it had not');
      await schedule.release('a');
      expectEqual(await other.hold('b', LONG_MS), true, 'b holds');
      expectEqual(await schedule.hold('a', LONG_MS), false, 'a holds');
    },
  },
  {
    name: 'schedule: a lease that is not prolonged lapses, one that is does not',
    async run({ schedule, another }) {
      const other = await another();
      await schedule.hold('a', SHORT_MS);
      const prolonging = setInterval(() => void schedule.hold('a', LONG_MS), SHORT_MS / 10);
      await new Promise((resolve) => setTimeout(resolve, 2 * SHORT_MS));
      clearInterval(prolonging);
      expectEqual(await other.hold('b', LONG_MS), false, 'b holds while a prolongs');
      await schedule.hold('a', SHORT_MS);
      await until(() => other.hold('b', LONG_MS), 'the lease lapses');
      expectEqual(await schedule.recordRun('a', FOUR), false, 'a records');
    },
  },
  {
    name: 'schedule: a firing is remembered for all, by who has the lease only',
    async run({ schedule, another }) {
      const other = await another();
      expectEqual(await other.lastRun(), undefined, 'the last firing');
      await schedule.hold('a', LONG_MS);
      expectEqual(await other.recordRun('b', plusMicros(FOUR, 1)), false, 'b records');
      expectEqual(await schedule.recordRun('a', FOUR), true, 'a records');
      expectEqual(await other.lastRun(), FOUR, 'the last firing');
      await schedule.release('a');
      expectEqual(await schedule.recordRun('a', plusMicros(FOUR, 1)), false, 'a records without the lease');
      expectEqual(await other.lastRun(), FOUR, 'the last firing');
    },
  },
  {
    name: 'schedule: an earlier firing does not take the place of a later one',
    async run({ schedule }) {
      await schedule.hold('a', LONG_MS);
      await schedule.recordRun('a', FOUR);
      expectEqual(await schedule.recordRun('a', plusMicros(FOUR, -1)), true, 'a has the lease');
      expectEqual(await schedule.lastRun(), FOUR, 'the last firing');
    },
  },
  {
    name: 'schedule: a call whose signal has fired is aborted',
    async run({ schedule }) {
      const options = { signal: AbortSignal.abort() };
      await expectRejection(schedule.hold('a', LONG_MS, options), 'aborted', 'hold');
      await expectRejection(schedule.lastRun(options), 'aborted', 'lastRun');
      expectEqual(await schedule.hold('b', LONG_MS), true, 'b holds');
    },
  },
];
