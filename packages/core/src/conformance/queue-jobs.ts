import { isMemexError } from '../errors/is-memex-error.js';
import type { NewJob } from '../jobs/job.js';
import type { JobQueue, QueueDepth } from '../jobs/job-queue.js';
import type { RetryPolicy } from '../jobs/retry-policy.js';
import type { ConformanceCase } from './case.js';
import { unique } from './samples.js';
import { until } from './until.js';

/** What a case for queues runs against. */
export interface QueueSetup {
  /** A started queue that no other case uses, with the policy {@link QUEUE_RETRIES}. */
  readonly queue: JobQueue;
  /** Another started queue on the same jobs, as another process would have it. */
  readonly another: () => Promise<JobQueue>;
  /** Ends a queue as if its process had ended: nothing is finished or handed back. */
  readonly crash: (queue: JobQueue) => Promise<void>;
  /** Stores a text as the work of a waiting job, bypassing the port. Only a bug or another program would do this. */
  readonly plant: (id: string, work: string) => Promise<void>;
}

/** The policy that a queue must have for these cases: three attempts, with a short delay. */
export const QUEUE_RETRIES: RetryPolicy = { attempts: 3, firstDelayMs: 100 };

export type QueueCase = ConformanceCase<QueueSetup>;

export async function killAll(queue: JobQueue, jobs: readonly NewJob[]): Promise<void> {
  await queue.enqueue(jobs);
  const handler = async () => {
    throw new Error('it cannot be');
  };
  const consumer = queue.consume(handler, { concurrency: 10 });
  await until(async () => (await queue.depth()).dead === jobs.length, 'every job is dead');
  await consumer.stop();
}

export function someJob(): NewJob {
  const analyticId = unique('analytic');
  return { id: `job:${analyticId}`, work: { kind: 'update-analytic', analyticId } };
}

export function someJobs(count: number): readonly NewJob[] {
  return Array.from({ length: count }, someJob);
}

export function idsOf(jobs: readonly { readonly id: string }[]): readonly string[] {
  return jobs.map(({ id }) => id);
}

export function sorted<T extends { readonly id: string }>(jobs: readonly T[]): readonly T[] {
  return [...jobs].sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** The number of jobs in each state. */
export async function countsOf(queue: JobQueue): Promise<Omit<QueueDepth, 'waitingSince'>> {
  const { waitingSince, ...counts } = await queue.depth();
  return counts;
}

/** Whether nothing is left to do. A queue that is too busy to tell is not empty yet. */
export async function isEmpty(queue: JobQueue): Promise<boolean> {
  try {
    const { waiting, delayed, active } = await queue.depth();
    return waiting + delayed + active === 0;
  } catch (error) {
    if (isMemexError(error, 'unavailable')) return false;
    throw error;
  }
}

export function newGate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}
