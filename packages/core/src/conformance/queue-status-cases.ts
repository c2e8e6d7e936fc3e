import { UnavailableError } from '../errors/errors.js';
import type { JobStatus } from '../jobs/job.js';
import type { JobQueue } from '../jobs/job-queue.js';
import { instantOfMillis } from '../time/instant.js';
import { expectEqual, expectRejection, expectTrue } from './assert.js';
import {
  idsOf,
  killAll,
  newGate,
  nextTurn,
  QUEUE_RETRIES,
  type QueueCase,
  someJob,
  someJobs,
} from './queue-jobs.js';
import { unique } from './samples.js';
import { until } from './until.js';

const REASON = 'not "yet" 100%0';

/** What clients may know of it. */
const KNOWN = `the store cannot serve now: ${REASON}`;

async function find(queue: JobQueue, id: string): Promise<JobStatus | undefined> {
  const [found, ...others] = await queue.find([id]);
  expectEqual(others, [], 'states of other jobs');
  return found;
}

/** The state of a job, from when it is enqueued to its end. */
export const queueStatusCases: readonly QueueCase[] = [
  {
    name: 'queue: the depth tells since when the next job has been waiting, and nothing where none waits',
    async run({ queue }) {
      expectEqual((await queue.depth()).waitingSince, undefined, 'while there is no job');
      await queue.enqueue([{ ...someJob(), delayMs: 60_000 }]);
      expectEqual((await queue.depth()).waitingSince, undefined, 'while one is delayed');
      const before = Date.now();
      await queue.enqueue([someJob()]);
      const { waitingSince } = await queue.depth();
      // Another process or machine may have read its own clock.
      const [earliest, latest] = [instantOfMillis(before - 1_000), instantOfMillis(Date.now() + 1_000)];
      expectTrue(waitingSince !== undefined && waitingSince >= earliest, 'not before it was added');
      expectTrue(waitingSince !== undefined && waitingSince <= latest, 'not after it was added');
      await nextTurn();
      await queue.enqueue([someJob()]);
      expectEqual((await queue.depth()).waitingSince, waitingSince, 'once another waits too');
      queue.consume(async () => undefined, { concurrency: 1 });
      await until(async () => (await queue.depth()).waiting === 0, 'both are started');
      expectEqual((await queue.depth()).waitingSince, undefined, 'once none waits');
    },
  },
  {
    name: 'queue: a job is found while it waits and runs, and not before it was added or once it is done',
    async run({ queue }) {
      const job = someJob();
      expectEqual(await find(queue, job.id), undefined, 'before it was added');
      await queue.enqueue([job]);
      const waiting: JobStatus = { state: 'waiting', reason: null, nextTry: null };
      expectEqual(await find(queue, job.id), waiting, 'while it waits');
      const [begun, gate] = [newGate(), newGate()];
      queue.consume(
        async () => {
          begun.open();
          await gate.opened;
        },
        { concurrency: 1 },
      );
      await begun.opened;
      expectEqual(await find(queue, job.id), { ...waiting, state: 'running' }, 'while it runs');
      gate.open();
      await until(async () => (await find(queue, job.id)) === undefined, 'it is done');
      const none = unique('none');
      expectEqual(await find(queue, none), undefined, 'one that never was');
    },
  },
  {
    name: 'queue: a job that is delayed, or failed, tells when it is tried, and one that failed why',
    async run({ queue }) {
      const delayed = { ...someJob(), delayMs: 60_000 };
      const job = someJob();
      await queue.enqueue([delayed]);
      const found = await find(queue, delayed.id);
      expectEqual([found?.state, found?.reason], ['waiting', null], 'the delayed one');
      expectTrue(found?.nextTry != null, 'it tells when it is started');

      const seen: (JobStatus | undefined)[] = [];
      let failing = true;
      queue.consume(
        async ({ id }) => {
          seen.push(await find(queue, id));
          if (failing)
            throw new UnavailableError('the engine at 10.0.0.1', { reason: 'E 1', publicReason: REASON });
        },
        { concurrency: 1 },
      );
      await queue.enqueue([job]);
      await until(async () => (await find(queue, job.id))?.state === 'retrying', 'it waits to be retried');
      const retrying = await find(queue, job.id);
      if (retrying?.state === 'retrying') expectEqual(retrying.reason, KNOWN, 'its reason');
      await until(async () => (await find(queue, job.id))?.state === 'failed', 'it is dead');
      expectEqual(
        await find(queue, job.id),
        { state: 'failed', reason: KNOWN, nextTry: null },
        'the dead one',
      );
      expectEqual(seen.length, QUEUE_RETRIES.attempts, 'starts');
      expectEqual(seen[0]?.reason, null, 'the reason in its first start');
      expectEqual(seen[1]?.reason, KNOWN, 'the reason in its second start');
      failing = false;
      await queue.enqueue([job]);
      await until(async () => (await find(queue, job.id)) === undefined, 'it is done');
      expectEqual(seen.at(-1)?.reason, KNOWN, 'the reason once it was enqueued again');
    },
  },
  {
    name: 'queue: jobs in different states are found together, in the order of the ids',
    async run({ queue }) {
      expectEqual(await queue.find([]), [], 'of no ids');
      const [dead, delayed, waiting] = [someJob(), { ...someJob(), delayMs: 60_000 }, someJob()];
      await killAll(queue, [dead]);
      await queue.enqueue([delayed, waiting]);
      const none = unique('none');
      const found = await queue.find([waiting.id, none, dead.id, delayed.id, waiting.id]);
      expectEqual(
        found.map((job) => job?.state),
        ['waiting', undefined, 'failed', 'waiting', 'waiting'],
        'their states',
      );
      expectEqual(
        found.map((job) => typeof job?.nextTry),
        ['object', 'undefined', 'object', 'string', 'object'],
        'when they are tried',
      );
    },
  },
  {
    name: 'queue: of more jobs than one call of an engine takes, each is found',
    async run({ queue }) {
      const jobs = someJobs(2_500);
      await queue.enqueue(jobs);
      const found = await queue.find([unique('none'), ...idsOf(jobs)]);
      expectEqual(found.length, 2_501, 'states');
      expectEqual(found[0], undefined, 'the state of one that never was');
      expectTrue(
        found.slice(1).every((job) => job?.state === 'waiting'),
        'each of the others waits',
      );
    },
  },
  {
    name: 'queue: finding a job is refused as other calls are',
    async run({ another }) {
      const queue = await another();
      const call = queue.find(['some'], { signal: AbortSignal.abort() });
      await expectRejection(call, 'aborted', 'find');
      await queue.stop();
      await expectRejection(queue.find(['some']), 'unavailable', 'find');
    },
  },
];
