import { MalformedError, NotFoundError, UnavailableError } from '../errors/errors.js';
import type { DeadJob, Delivery } from '../jobs/job.js';
import type { JobQueue } from '../jobs/job-queue.js';
import { expectEqual, expectTrue } from './assert.js';
import { idsOf, isEmpty, QUEUE_RETRIES, type QueueCase, someJob } from './queue-jobs.js';
import { unique } from './samples.js';
import { until } from './until.js';

/** Stored texts that are not jobs. */
const NO_JOBS = ['no JSON', '{', 'null', '7', '{}', '{"kind":7}', '{"kind":"update-analytic"}'];

/** Permanent failures. */
const PERMANENT = [
  new MalformedError([{ path: 'interval', message: 'cuts the time into too many parts' }]),
  new NotFoundError('the application'),
  new UnavailableError('the platform', { reason: 'none is configured', lasting: true }),
];

/** Jobs that can never succeed die at once, and are reported once. */
export const queueBrokenJobCases: readonly QueueCase[] = [
  {
    name: 'queue: what is no valid job is dead at once with its reason, and what waits behind it is done',
    async run({ queue, plant }) {
      const ids = NO_JOBS.map(() => unique('broken'));
      for (const [index, work] of NO_JOBS.entries()) await plant(ids[index] ?? '', work);
      const after = someJob();
      await queue.enqueue([after]);
      const [seen, told]: [string[], DeadJob[]] = [[], []];
      const onDead = (job: DeadJob) => void told.push(job);
      queue.consume(async ({ id }) => void seen.push(id), { concurrency: 2, onDead });
      await until(async () => isEmpty(queue), 'nothing waits and nothing is active');
      expectEqual(seen, [after.id], 'what the handler saw');
      await expectDead(queue, ids, told);
      expectEqual(await queue.retryDead(), 0, 'retried');
      expectEqual((await queue.depth()).dead, ids.length, 'dead after they were to be retried');
      expectEqual(await queue.dropDead(), ids.length, 'dropped');
      expectEqual((await queue.depth()).dead, 0, 'dead after they were dropped');
    },
  },
  {
    name: 'queue: a job of a kind that only a newer version knows is tried again, and in the end dead with its reason',
    async run({ queue, plant }) {
      const id = unique('newer');
      await plant(id, '{"kind":"dance"}');
      const consumer = queue.consume(async () => undefined, { concurrency: 1 });
      await until(
        async () => (await queue.find([id]))[0]?.state === 'retrying',
        'it waits for its next attempt',
      );
      await until(async () => (await queue.depth()).dead === 1, 'it is dead');
      await consumer.stop();
      const { entries } = await queue.dead({ limit: 10 });
      const reason = 'this version of Memex knows no work of the kind dance';
      expectEqual(
        entries.map(({ attempts, reason, work }) => ({ attempts, reason, work })),
        [{ attempts: QUEUE_RETRIES.attempts, reason, work: null }],
        'the dead job',
      );
    },
  },
  {
    name: 'queue: a job takes the place of a broken one under its id',
    async run({ queue, plant }) {
      const job = someJob();
      await plant(job.id, 'no JSON');
      const seen: Delivery[] = [];
      queue.consume(async (delivery) => void seen.push(delivery), { concurrency: 1 });
      await until(async () => (await queue.depth()).dead === 1, 'the broken one is dead');
      expectEqual(await queue.enqueue([job]), 1, 'added');
      await until(async () => isEmpty(queue), 'the job is done');
      expectEqual(
        seen.map(({ id, work, attempt }) => ({ id, work, attempt })),
        [{ ...job, attempt: 1 }],
        'deliveries',
      );
      expectEqual((await queue.depth()).dead, 0, 'dead');
    },
  },
  {
    name: 'queue: a failure that no retry can mend ends the job at its first start',
    async run({ queue }) {
      const jobs = PERMANENT.map(someJob);
      const starts: string[] = [];
      const handler = async ({ id }: Delivery) => {
        starts.push(id);
        throw PERMANENT[idsOf(jobs).indexOf(id)];
      };
      queue.consume(handler, { concurrency: 1 });
      await queue.enqueue(jobs);
      await until(async () => (await queue.depth()).dead === jobs.length, 'all are dead');
      expectEqual(starts, idsOf(jobs), 'starts');
      const { entries } = await queue.dead({ limit: 10 });
      const found = new Map(entries.map(({ id, attempts, reason }) => [id, { attempts, reason }]));
      for (const [index, { id }] of jobs.entries())
        expectEqual(found.get(id), { attempts: 1, reason: PERMANENT[index]?.message ?? '' }, 'the dead job');
    },
  },
  {
    name: 'queue: a job that is enqueued again knows why it died, and dying of the same is no news',
    async run({ queue }) {
      const job = someJob();
      let reason = 'the key';
      const reasons: unknown[] = [];
      const told: unknown[] = [];
      const handler = async ({ lastReason }: Delivery) => {
        reasons.push(lastReason);
        throw new NotFoundError(reason);
      };
      const onDead = (_: DeadJob, __: unknown, repeated: boolean) => void told.push(repeated);
      queue.consume(handler, { concurrency: 1, onDead });
      const die = async (times: number) => {
        await until(async () => told.length === times, 'the job is dead');
        expectEqual((await queue.depth()).dead, 1, 'dead');
      };
      await queue.enqueue([job]);
      await die(1);
      await queue.enqueue([job]);
      await die(2);
      await queue.retryDead();
      await die(3);
      reason = 'the application';
      await queue.enqueue([job]);
      await die(4);
      const known = 'the key does not exist';
      expectEqual(reasons, [undefined, known, known, known], 'the reasons that it was handed with');
      expectEqual(told, [false, true, true, false], 'whether it had died of the same');
    },
  },
  {
    name: 'queue: a job that is given up after its last start is told each time, whatever it died of before',
    async run({ queue }) {
      const job = someJob();
      const told: unknown[] = [];
      const reasons: unknown[] = [];
      const handler = async ({ lastReason }: Delivery) => {
        reasons.push(lastReason);
        throw new UnavailableError('the engine', { reason: 'it is away' });
      };
      const onDead = (_: DeadJob, __: unknown, repeated: boolean) => void told.push(repeated);
      queue.consume(handler, { concurrency: 1, onDead });
      for (let times = 1; times <= 2; times++) {
        await queue.enqueue([job]);
        await until(async () => told.length === times, 'the job is dead');
      }
      expectEqual(told, [false, false], 'whether it was no news');
      const known = 'the store cannot serve now';
      expectEqual(reasons, [undefined, known, known, known, known, known], 'the reasons');
    },
  },
];

async function expectDead(queue: JobQueue, ids: readonly string[], told: readonly DeadJob[]): Promise<void> {
  const { entries } = await queue.dead({ limit: 100 });
  expectEqual([...idsOf(entries)].sort(), [...ids].sort(), 'the dead');
  for (const { work, reason } of entries) {
    expectEqual(work, null, 'work');
    expectTrue(reason.startsWith('it is no valid job: '), `a reason such as ${reason}`);
  }
  await until(async () => told.length === ids.length, 'each was told');
  expectEqual([...idsOf(told)].sort(), [...ids].sort(), 'those that were told');
}
