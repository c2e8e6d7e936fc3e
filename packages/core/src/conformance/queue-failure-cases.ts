import type { Delivery } from '../jobs/job.js';
import { expectEqual, expectRejection, expectTrue } from './assert.js';
import {
  countsOf,
  idsOf,
  isEmpty,
  killAll,
  newGate,
  QUEUE_RETRIES,
  type QueueCase,
  someJob,
  someJobs,
} from './queue-jobs.js';
import { unique } from './samples.js';
import { until } from './until.js';

/** Failed and interrupted attempts, and dead jobs. */
export const queueFailureCases: readonly QueueCase[] = [
  {
    name: 'queue: a failed job is started again, later each time, and tells which attempt it is',
    async run({ queue }) {
      const job = someJob();
      const attempts: number[] = [];
      const times: number[] = [];
      queue.consume(
        async ({ attempt }) => {
          attempts.push(attempt);
          times.push(Date.now());
          if (attempt < 3) throw new Error('not yet');
        },
        { concurrency: 1 },
      );
      await queue.enqueue([job]);
      await until(async () => attempts.length === 3 && (await isEmpty(queue)), 'the job is done');
      expectEqual(attempts, [1, 2, 3], 'attempts');
      const [first = 0, second = 0, third = 0] = times;
      const { firstDelayMs } = QUEUE_RETRIES;
      expectTrue(second - first >= firstDelayMs * 0.9, 'it waited after the first failure');
      expectTrue(third - second >= 2 * firstDelayMs * 0.9, 'it waited twice as long after the second');
    },
  },
  {
    name: 'queue: while a failed job waits, others are done',
    async run({ queue }) {
      const [failing, other] = [someJob(), someJob()];
      const seen: string[] = [];
      const handler = async ({ id, attempt }: Delivery) => {
        seen.push(`${id} ${attempt}`);
        if (id === failing.id && attempt === 1) throw new Error('not yet');
      };
      queue.consume(handler, { concurrency: 1 });
      await queue.enqueue([failing, other]);
      await until(async () => isEmpty(queue), 'every job is done');
      expectEqual(seen, [`${failing.id} 1`, `${other.id} 1`, `${failing.id} 2`], 'starts');
    },
  },
  {
    name: 'queue: a job that keeps failing is dead after its last start, kept with the reason, and told',
    async run({ queue }) {
      const job = someJob();
      const [told, errors]: [unknown[], unknown[]] = [[], []];
      let starts = 0;
      const error = new Error('it cannot be');
      const onDead = (dead: unknown, cause: unknown) => {
        told.push(dead);
        errors.push(cause);
      };
      const handler = async () => {
        starts++;
        throw error;
      };
      queue.consume(handler, { concurrency: 1, onDead });
      await queue.enqueue([job]);
      await until(async () => (await queue.depth()).dead === 1, 'the job is dead');
      const { entries } = await queue.dead({ limit: 10 });
      const wanted = { id: job.id, work: job.work, attempts: 3, reason: 'it cannot be', publicReason: null };
      const [{ diedAt, ...dead } = { diedAt: undefined }] = entries;
      expectEqual({ ...dead, publicReason: null }, wanted, 'the dead job');
      expectTrue(diedAt !== undefined, 'it is known when it died');
      await until(async () => told.length === 1, 'it was told');
      expectEqual(told, entries, 'what was told');
      expectEqual([errors[0] === error, starts], [true, 3], 'its error and starts');
      expectEqual(await queue.depth(), { waiting: 0, delayed: 0, active: 0, dead: 1 }, 'depth');
    },
  },
  {
    name: 'queue: dead jobs are listed page by page, and retried with all starts before them',
    async run({ queue }) {
      const jobs = someJobs(5);
      await killAll(queue, jobs);
      const first = await queue.dead({ limit: 2 });
      const second = await queue.dead({ limit: 2, after: first.next });
      const third = await queue.dead({ limit: 2, after: second.next });
      const listed = [first, second, third].flatMap(({ entries }) => idsOf(entries));
      expectEqual([...listed].sort(), [...idsOf(jobs)].sort(), 'listed');
      expectEqual(third.next, undefined, 'the end');
      const [one = '', ...others] = idsOf(jobs);
      expectEqual(await queue.retryDead([one, unique('none')]), 1, 'retried');
      expectEqual(await queue.retryDead([one]), 0, 'retried again');
      expectEqual(await queue.retryDead(), others.length, 'all others retried');
      expectEqual((await queue.depth()).dead, 0, 'dead');
      const attempts: number[] = [];
      queue.consume(async ({ attempt }) => void attempts.push(attempt), { concurrency: 2 });
      await until(async () => isEmpty(queue), 'every job is done');
      expectEqual(attempts, [1, 1, 1, 1, 1], 'attempts');
    },
  },
  {
    name: 'queue: dead jobs that are dropped are gone for good, their reasons too, and others stay',
    async run({ queue }) {
      const jobs = someJobs(4);
      const waiting = someJob();
      await killAll(queue, jobs);
      const [one, ...others] = jobs;
      if (one === undefined) throw new TypeError('there are jobs');
      expectEqual(await queue.dropDead([one.id, unique('none')]), 1, 'dropped');
      expectEqual(await queue.dropDead([one.id]), 0, 'dropped again');
      expectEqual(await queue.find([one.id]), [undefined], 'the job');
      const { entries } = await queue.dead({ limit: 10 });
      expectEqual([...idsOf(entries)].sort(), [...idsOf(others)].sort(), 'left');
      expectEqual(await queue.enqueue([waiting, one]), 2, 'added');
      expectEqual(await queue.find([one.id]), [{ state: 'waiting', reason: null, nextTry: null }], 'anew');
      expectEqual(await queue.dropDead([waiting.id]), 0, 'dropped of those that wait');
      expectEqual(await queue.dropDead(), others.length, 'all others dropped');
      expectEqual(await countsOf(queue), { waiting: 2, delayed: 0, active: 0, dead: 0 }, 'depth');
    },
  },
  {
    name: 'queue: adding a job whose id is dead puts it in the place of the dead one',
    async run({ queue }) {
      const job = someJob();
      await killAll(queue, [job]);
      expectEqual(await queue.enqueue([job]), 1, 'added');
      expectEqual(await countsOf(queue), { waiting: 1, delayed: 0, active: 0, dead: 0 }, 'depth');
    },
  },
  {
    name: 'queue: a position that it did not make is refused',
    async run({ queue }) {
      for (const after of ['', 'x', '-1'])
        await expectRejection(queue.dead({ limit: 1, after }), 'malformed', 'dead');
    },
  },
  {
    name: 'queue: a job whose process ended is started again elsewhere as its next attempt',
    async run({ queue, another, crash }) {
      const job = someJob();
      const doomed = await another();
      const begun = newGate();
      const never = newGate();
      doomed.consume(
        async () => {
          begun.open();
          await never.opened;
        },
        { concurrency: 1 },
      );
      await queue.enqueue([job]);
      await begun.opened;
      const attempts: number[] = [];
      queue.consume(async ({ attempt }) => void attempts.push(attempt), { concurrency: 1 });
      await crash(doomed);
      await until(async () => attempts.length > 0, 'the job is started again');
      await until(async () => isEmpty(queue), 'the job is done');
      expectEqual(attempts, [2], 'attempts');
      never.open();
    },
  },
  {
    name: 'queue: a job that ends its process each time is dead after its last start',
    async run({ queue, another, crash }) {
      const job = someJob();
      await queue.enqueue([job]);
      const never = newGate();
      for (let start = 1; start <= QUEUE_RETRIES.attempts; start++) {
        const doomed = await another();
        const begun = newGate();
        doomed.consume(
          async () => {
            begun.open();
            await never.opened;
          },
          { concurrency: 1 },
        );
        await begun.opened;
        await crash(doomed);
      }
      let starts = 0;
      queue.consume(async () => void starts++, { concurrency: 1 });
      await until(async () => (await queue.depth()).dead === 1, 'the job is dead');
      expectEqual(starts, 0, 'starts after the last');
      const { entries } = await queue.dead({ limit: 1 });
      expectEqual(entries[0]?.attempts, QUEUE_RETRIES.attempts, 'attempts');
      never.open();
    },
  },
];
