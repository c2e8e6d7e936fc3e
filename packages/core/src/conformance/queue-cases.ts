import type { Delivery } from '../jobs/job.js';
import type { Consumer, JobQueue } from '../jobs/job-queue.js';
import { expectEqual, expectRejection, expectTrue } from './assert.js';
import { queueBrokenJobCases } from './queue-broken-job-cases.js';
import { queueFailureCases } from './queue-failure-cases.js';
import {
  countsOf,
  idsOf,
  isEmpty,
  newGate,
  nextTurn,
  type QueueCase,
  someJob,
  someJobs,
  sorted,
} from './queue-jobs.js';
import { queueStatusCases } from './queue-status-cases.js';
import { until } from './until.js';

/** Cases for every `JobQueue`. */
export const queueCases: readonly QueueCase[] = [
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
      const [job, delayed] = [someJob(), { ...someJob(), delayMs: 60_000 }];
      expectEqual(await queue.enqueue([job, job, delayed]), 2, 'added');
      expectEqual(await queue.enqueue([job, delayed, { ...delayed, delayMs: 0 }]), 0, 'added again');
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
      expectEqual(await countsOf(queue), { waiting: 8, delayed: 0, active: 4, dead: 0 }, 'depth');
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
    name: 'queue: a delayed job is not started before its time',
    async run({ queue }) {
      const [soon, later] = [someJob(), { ...someJob(), delayMs: 300 }];
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
  ...queueFailureCases,
  ...queueBrokenJobCases,
  ...queueStatusCases,
];

/** One of four jobs runs while three wait. Stopping resolves after that one, and the three stay. */
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
