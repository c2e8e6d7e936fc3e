import { isMemexError } from '@memex/core';
import type { DeadJob } from '@memex/core/model';
import type { CallOptions } from '@memex/core/ports';
import { mapInOrder } from '@memex/core/toolkit';
import { openExistingStore } from '../composition/existing-store.js';
import type { Config } from '../config/config.js';
import { measureOf } from '../query/descriptor-title.js';
import { CliError } from '../terminal/cli-error.js';

/** A dead job, and what it was to do. */
export interface DescribedJob extends DeadJob {
  /** Null if the analytic is deleted or cannot be read, or the job is of no analytic. */
  readonly project: string | null;
  readonly what: string;
}

/** What is known of dead jobs, and why there may be more to know. */
export interface DescribedJobs {
  readonly jobs: readonly DescribedJob[];
  /** Why projects and metrics are missing; `undefined` if they are not. */
  readonly missing: string | undefined;
}

/** The jobs can be told without the store, so it may not keep them waiting. */
const STORE_TIMEOUT_MS = 5_000;

/** Tells what dead jobs were to do. It asks the store for the analytics, if there are any. */
export async function describeJobs(jobs: readonly DeadJob[], config: Config): Promise<DescribedJobs> {
  const withoutStore = { jobs: jobs.map(describedAlone), missing: undefined };
  if (!jobs.some(({ work }) => work?.kind === 'update-analytic')) return withoutStore;
  try {
    return { jobs: await describeByStore(jobs, config), missing: undefined };
  } catch (error) {
    if (!isMemexError(error) && !(error instanceof CliError)) throw error;
    const isLate = isMemexError(error, 'aborted');
    const reason = isLate ? `the store did not answer within ${STORE_TIMEOUT_MS / 1_000} s` : error.message;
    return { ...withoutStore, missing: reason };
  }
}

async function describeByStore(jobs: readonly DeadJob[], config: Config): Promise<readonly DescribedJob[]> {
  const store = await openExistingStore(config, 'only its own process has the analytics');
  await store.start();
  try {
    const described: DescribedJob[] = [];
    const describe = async (job: DeadJob, options: CallOptions) => {
      if (job.work?.kind !== 'update-analytic') return describedAlone(job);
      const analytic = await store.analytics.find({ id: job.work.analyticId, projects: 'all' }, options);
      if (analytic === undefined) return { ...job, project: null, what: 'deleted analytic' };
      return { ...job, project: analytic.descriptor.project, what: measureOf(analytic.descriptor) };
    };
    const signal = AbortSignal.timeout(STORE_TIMEOUT_MS);
    for await (const job of mapInOrder(jobs, describe, { signal })) described.push(job);
    return described;
  } finally {
    await store.stop();
  }
}

function describedAlone(job: DeadJob): DescribedJob {
  return { ...job, project: null, what: job.work === null ? 'no valid job' : KINDS[job.work.kind] };
}

const KINDS = {
  'update-analytic': 'analytic',
  'apply-retention': 'retention',
} as const satisfies Readonly<Record<NonNullable<DeadJob['work']>['kind'], string>>;
