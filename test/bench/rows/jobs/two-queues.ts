import { RedisQueue } from '@memex/adapter-queue';
import type { NewJob } from '@memex/core/ports';
import BeeQueue from 'bee-queue';
import { ownRedis } from '../../redis.js';
import type { Side, Sides } from '../../row.js';

/** What both queues can do. */
export interface AnyQueue {
  enqueue(jobs: readonly NewJob[]): Promise<unknown>;
  /** Once: what is done with each job, so many at a time. */
  consume(handler: (id: string) => Promise<void>, concurrency: number): void;
  stop(): Promise<void>;
}

/** Measures Memex's queue beside the bare one, in the same Redis. */
export async function besideBare(measure: (queue: AnyQueue) => Promise<number>): Promise<Sides> {
  const redis = await ownRedis();
  let runs = 0;
  const side = (
    open: (url: string, name: string) => Promise<AnyQueue>,
    end: Side[typeof Symbol.asyncDispose],
  ) => ({
    measure: async () => {
      const queue = await open(redis.url, `bench-${runs++}`);
      return measure(queue).finally(() => queue.stop());
    },
    [Symbol.asyncDispose]: end,
  });
  return {
    memex: side(openMemex, async () => undefined),
    bare: side(openBare, () => redis[Symbol.asyncDispose]()),
  };
}

async function openMemex(url: string, prefix: string): Promise<AnyQueue> {
  const queue = new RedisQueue({ url, prefix });
  await queue.start();
  return {
    enqueue: (jobs) => queue.enqueue(jobs),
    consume: (handler, concurrency) => void queue.consume(({ id }) => handler(id), { concurrency }),
    stop: () => queue.stop(),
  };
}

/** With what it has to find jobs of processes that ended; it counts no starts, and keeps no reasons. */
async function openBare(url: string, name: string): Promise<AnyQueue> {
  const settings = {
    redis: { url },
    getEvents: false,
    sendEvents: false,
    storeJobs: false,
    removeOnSuccess: true,
  };
  const producer = new BeeQueue<NewJob['work']>(name, { ...settings, isWorker: false });
  const worker = new BeeQueue<NewJob['work']>(name, { ...settings, stallInterval: 4_000 });
  await Promise.all([producer.ready(), worker.ready()]);
  return {
    enqueue: (jobs) => producer.saveAll(jobs.map(({ id, work }) => producer.createJob(work).setId(id))),
    consume: (handler, concurrency) => {
      worker.process(concurrency, (job: BeeQueue.Job<NewJob['work']>) => handler(job.id));
      void worker.checkStalledJobs(2_000);
    },
    stop: async () => {
      await Promise.all([producer.close(), worker.close()]);
    },
  };
}

/** A job that is like all jobs, under an id of its own. */
export function jobOf(number: number): NewJob {
  const analyticId = `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
  return { id: `update-analytic:${analyticId}`, work: { kind: 'update-analytic', analyticId } };
}
