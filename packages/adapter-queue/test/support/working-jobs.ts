import { createRedisJobs } from '@memex/adapter-queue';
import type { Jobs } from '@memex/core';
import type { NewJob } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { expect } from 'vitest';

/** Jobs, and the ids of those that a consumer has done. */
export interface WorkingJobs {
  readonly jobs: Jobs;
  readonly done: readonly string[];
}

export interface OpenOptions {
  /** Gets what ends the jobs. */
  readonly stops: (() => unknown)[];
  /** How long it may take until everything works. */
  readonly within: { readonly timeout: number };
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** Opens jobs with a consumer, and waits until they work. */
export async function openWorkingJobs(
  url: string,
  { stops, within, onError }: OpenOptions,
): Promise<WorkingJobs> {
  const jobs = createRedisJobs({ url, onError });
  stops.push(() => jobs.stop());
  await jobs.start();
  const working = { jobs, done: consumeAll(jobs) };
  await expectToWork(working, within);
  return working;
}

/** The ids of the jobs that are done, as they come. */
export function consumeAll({ queue }: Jobs): readonly string[] {
  const done: string[] = [];
  queue.consume(async ({ id }) => void done.push(id), { concurrency: 1 });
  return done;
}

/** A job is taken and done, and the queue is up. The first request may still find what was there before. */
export async function expectToWork(
  { jobs: { queue }, done }: WorkingJobs,
  within: OpenOptions['within'],
): Promise<void> {
  const job = someJob();
  await expect.poll(() => queue.enqueue([job]).catch(() => 'refused'), within).not.toBe('refused');
  await expect.poll(() => done, within).toContain(job.id);
  await expect.poll(() => queue.probe().then(() => 'up', String), within).toBe('up');
}

export function someJob(): NewJob {
  const analyticId = unique('analytic');
  return { id: analyticId, work: { kind: 'update-analytic', analyticId } };
}
