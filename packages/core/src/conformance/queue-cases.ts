import type { Delivery, NewJob } from '../jobs/job.js';
import type { Consumer, JobQueue } from '../jobs/job-queue.js';
import type { RetryPolicy } from '../jobs/retry-policy.js';
import { expectEqual, expectRejection, expectTrue } from './assert.js';
import type { ConformanceCase } from './case.js';
import { unique } from './samples.js';
import { until } from './until.js';

/** What a case of a queue runs against. */
export interface QueueSetup {
  /** A started queue that no other case uses, with the policy {@link QUEUE_RETRIES}. */
  readonly queue: JobQueue;
  /** Another started queue on the same jobs, as another process has it. */
  readonly another: () => Promise<JobQueue>;
  /** Ends a queue as the end of its process does: nothing is finished, nothing is given back. */
  readonly crash: (queue: JobQueue) => Promise<void>;
}

/** The policy that a queue must have for these cases: three starts, the second soon after the first. */
export const QUEUE_RETRIES: RetryPolicy = { starts: 3, firstDelayMillis: 100 };

/** What a `JobQueue` must show. */
export const queueCases: readonly ConformanceCase<QueueSetup>[] = [
  {
    name: 'queue: each job is handed out once, with its work, as its first attempt',
    async run({ queue }) {
      const jobs = someJobs(25);
      expectEqual(await queue.enqueue(jobs), 25, 'added');
      const seen: Delivery[] = [];
      queue.consume(async (delivery) => void seen.push(delivery), { concurrency: 3 });
      await until(async () => isEmpty(queue), 'every job is done');
      const wanted = jobs.map(({ id, work }) => ({ id, work, attempt: 1 }));
      expectEqual(sorted(seen), sorted(wanted), 'deliveries');
    },
  },
  {
    name: 'queue: jobs are started in the order in which they were added',
    async run({ queue }) {
      const jobs = someJobs(20);
      for (const job of jobs) await queue.enqueue([job]);
      const seen: string[] = [];
      queue.consume(async ({ id }) => void seen.push(id), { concurrency: 1 });
      await until(async () => isEmpty(queue), 'every job is done');
      expectEqual(seen, idsOf(jobs), 'order');
    },
  },
  {
    name: 'queue: a job whose id waits, is delayed or runs is not added; once it is done it can be',
    async run({ queue }) {
      const [job, delayed] = [someJob(), { ...someJob(), delayMillis: 60_000 }];
      expectEqual(await queue.enqueue([job, job, delayed]), 2, 'added');
      expectEqual(await queue.enqueue([job, delayed, { ...delayed, delayMillis: 0 }]), 0, 'added again');
      const gate = newGate();
      let starts = 0;
      queue.consume(
        async () => {
          starts++;
          await gate.opened;
        },
        { concurrency: 5 },
      );
      await until(async () => starts === 1, 'the job runs');
      expectEqual(await queue.enqueue([job]), 0, 'added while it runs');
      gate.open();
      await until(async () => (await queue.depth()).active === 0, 'the job is done');
      expectEqual(starts, 1, 'starts');
      expectEqual(await queue.enqueue([job]), 1, 'added when it was done');
      await until(async () => starts === 2, 'the job runs again');
    },
  },
  {
    name: 'queue: a consumer runs as many jobs at once as it may, and no more',
    async run({ queue }) {
      await queue.enqueue(someJobs(12));
      const gate = newGate();
      let [running, most] = [0, 0];
      queue.consume(
        async () => {
          most = Math.max(most, ++running);
          await gate.opened;
          running--;
        },
        { concurrency: 4 },
      );
      await until(async () => running === 4, 'four jobs run');
      expectEqual(await queue.depth(), { waiting: 8, delayed: 0, active: 4, dead: 0 }, 'depth');
      gate.open();
      await until(async () => isEmpty(queue), 'every job is done');
      expectEqual(most, 4, 'at once');
    },
  },
  {
    name: 'queue: consumers of several processes share the jobs, and none is done twice',
    async run({ queue, another }) {
      const jobs = someJobs(200);
      const seen: string[] = [];
      const takers = new Set<number>();
      for (const [index, one] of [queue, await another(), await another()].entries()) {
        const handler = async ({ id }: Delivery) => {
          seen.push(id);
          takers.add(index);
          await nextTurn();
        };
        one.consume(handler, { concurrency: 2 });
      }
      await queue.enqueue(jobs);
      await until(async () => isEmpty(queue), 'every job is done');
      expectEqual([...seen].sort(), [...idsOf(jobs)].sort(), 'jobs');
      expectTrue(takers.size > 1, 'more than one consumer took jobs');
    },
  },
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
      const { firstDelayMillis } = QUEUE_RETRIES;
      expectTrue(second - first >= firstDelayMillis * 0.9, 'it waited after the first failure');
      expectTrue(third - second >= 2 * firstDelayMillis * 0.9, 'it waited twice as long after the second');
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
      const [{ diedAt, ...dead } = { diedAt: undefined }] = entries;
      expectEqual(dead, { id: job.id, work: job.work, attempts: 3, reason: 'it cannot be' }, 'the dead job');
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
    name: 'queue: adding a job whose id is dead puts it in the place of the dead one',
    async run({ queue }) {
      const job = someJob();
      await killAll(queue, [job]);
      expectEqual(await queue.enqueue([job]), 1, 'added');
      expectEqual(await queue.depth(), { waiting: 1, delayed: 0, active: 0, dead: 0 }, 'depth');
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
    name: 'queue: a delayed job is not started before its time',
    async run({ queue }) {
      const [soon, later] = [someJob(), { ...someJob(), delayMillis: 300 }];
      const seen: (readonly [string, number])[] = [];
      const begin = Date.now();
      queue.consume(async ({ id }) => void seen.push([id, Date.now() - begin]), { concurrency: 1 });
      await queue.enqueue([later, soon]);
      await until(async () => seen.length === 2, 'both are done');
      expectEqual(
        seen.map(([id]) => id),
        [soon.id, later.id],
        'order',
      );
      expectTrue((seen[1]?.[1] ?? 0) >= 270, 'it waited');
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
      for (let start = 1; start <= QUEUE_RETRIES.starts; start++) {
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
      expectEqual(entries[0]?.attempts, QUEUE_RETRIES.starts, 'attempts');
      never.open();
    },
  },
  {
    name: 'queue: stopping a consumer finishes what it runs and takes nothing more',
    async run({ queue }) {
      await expectFinishes(queue, (consumer) => consumer.stop());
    },
  },
  {
    name: 'queue: stopping a queue stops its consumers, and what it did not take is left for others',
    async run({ queue, another }) {
      const stopping = await another();
      await expectFinishes(stopping, () => stopping.stop());
      await expectRejection(stopping.enqueue([someJob()]), 'unavailable', 'enqueue');
      await expectRejection(stopping.depth(), 'unavailable', 'depth');
      expectEqual((await queue.depth()).waiting, 3, 'left waiting');
    },
  },
  {
    name: 'queue: a burst of thousands is done',
    async run({ queue }) {
      const jobs = someJobs(3_000);
      const seen = new Set<string>();
      queue.consume(async ({ id }) => void seen.add(id), { concurrency: 20 });
      for (let start = 0; start < jobs.length; start += 1_000)
        await queue.enqueue(jobs.slice(start, start + 1_000));
      await until(async () => seen.size === jobs.length && (await isEmpty(queue)), 'every job is done');
    },
  },
  {
    name: 'queue: a call whose signal has fired is aborted and adds nothing',
    async run({ queue }) {
      const signal = AbortSignal.abort();
      await expectRejection(queue.enqueue([someJob()], { signal }), 'aborted', 'enqueue');
      await expectRejection(queue.depth({ signal }), 'aborted', 'depth');
      expectTrue(await isEmpty(queue), 'nothing is queued');
    },
  },
];

/** Three of four jobs wait while one runs: the stop resolves after that one, and the three stay. */
async function expectFinishes(queue: JobQueue, stop: (consumer: Consumer) => Promise<void>): Promise<void> {
  await queue.enqueue(someJobs(4));
  const [begun, gate] = [newGate(), newGate()];
  const seen: string[] = [];
  const handler = async ({ id }: Delivery) => {
    begun.open();
    await gate.opened;
    seen.push(id);
  };
  const consumer = queue.consume(handler, { concurrency: 1 });
  await begun.opened;
  let stopped = false;
  const stopping = stop(consumer).then(() => {
    stopped = true;
  });
  await nextTurn();
  expectEqual(stopped, false, 'stopped while a job runs');
  gate.open();
  await stopping;
  expectEqual(seen.length, 1, 'finished jobs');
  await stop(consumer);
}

async function killAll(queue: JobQueue, jobs: readonly NewJob[]): Promise<void> {
  await queue.enqueue(jobs);
  const handler = async () => {
    throw new Error('it cannot be');
  };
  const consumer = queue.consume(handler, { concurrency: 10 });
  await until(async () => (await queue.depth()).dead === jobs.length, 'every job is dead');
  await consumer.stop();
}

function someJob(): NewJob {
  const analyticId = unique('analytic');
  return { id: `job:${analyticId}`, work: { kind: 'update-analytic', analyticId } };
}

function someJobs(count: number): readonly NewJob[] {
  return Array.from({ length: count }, someJob);
}

function idsOf(jobs: readonly { readonly id: string }[]): readonly string[] {
  return jobs.map(({ id }) => id);
}

function sorted<T extends { readonly id: string }>(jobs: readonly T[]): readonly T[] {
  return [...jobs].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function isEmpty(queue: JobQueue): Promise<boolean> {
  const { waiting, delayed, active } = await queue.depth();
  return waiting + delayed + active === 0;
}

function newGate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
