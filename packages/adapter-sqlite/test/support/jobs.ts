import { join } from 'node:path';
import { createSqliteJobs, type SqliteJobsOptions } from '@memex/adapter-sqlite';
import type { Jobs } from '@memex/core';
import type { NewJob } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { onTestFinished } from 'vitest';
import { emptyFolder } from './folder.js';

/** The path of a file that does not exist yet, in a folder that does not exist yet. */
export async function newFile(): Promise<string> {
  return join(await emptyFolder(), 'data', 'jobs.db');
}

/** Started jobs. They are stopped when the test has finished. */
export async function startedJobs(options: SqliteJobsOptions): Promise<Jobs> {
  const jobs = createSqliteJobs(options);
  await jobs.start();
  onTestFinished(() => jobs.stop());
  return jobs;
}

export function someJob(): NewJob {
  const analyticId = unique('analytic');
  return { id: analyticId, work: { kind: 'update-analytic', analyticId } };
}

export function someJobs(count: number): readonly NewJob[] {
  return Array.from({ length: count }, someJob);
}
