import type { AnalyticStore } from '../analytics/analytic-store.js';
import { callWithin } from '../async/deadline.js';
import { mapInOrder } from '../async/map-in-order.js';
import { decode } from '../codec/decode.js';
import { type CursorPage, listPage } from '../entry/cursor-page.js';
import { UnavailableError } from '../errors/errors.js';
import { isMemexError } from '../errors/is-memex-error.js';
import { absentQueue } from '../jobs/absent-queue.js';
import type { DeadJob } from '../jobs/job.js';
import type { Jobs } from '../jobs/jobs.js';
import type { OwnRuns } from '../jobs/own-runs.js';
import type { CallOptions } from '../port/call.js';
import type { Store } from '../store/store.js';
import { formatInstant } from '../time/instant.js';
import {
  type DeadJobReport,
  DeadJobsQuery,
  DropQuery,
  type JobTotals,
  type OperationalStatus,
  type Operations,
  RetryQuery,
  type SchedulerStatus,
} from './operations.js';

/** What operators ask about. */
export interface OperationsOptions {
  readonly store: Pick<Store, 'size'>;
  readonly jobs?: Pick<Jobs, 'queue' | 'schedule'> | undefined;
  readonly analytics?: Pick<AnalyticStore, 'find'> | undefined;
  readonly runs: OwnRuns;
}

/** A part that does not tell within this time tells nothing. */
const TIMEOUT_MS = 1_000;

/** The calls of `Operations`, for edges: they accept values of any type, which only the call itself checks. */
export class UntrustedOperations implements Operations {
  constructor(private readonly parts: OperationsOptions) {}

  async status(options: CallOptions = {}): Promise<OperationalStatus> {
    const { store, jobs } = this.parts;
    const [storeBytes, counts, scheduler] = await Promise.all([
      known((call) => store.size(call), options),
      jobs && known((call) => countsOf(jobs, call), options),
      jobs && known((call) => this.scheduler(jobs, call), options),
    ]);
    return { storeBytes, jobs: counts ?? null, scheduler: scheduler ?? null };
  }

  /** @param query - {@link DeadJobsQuery} */
  async deadJobs(query: unknown, options: CallOptions = {}): Promise<CursorPage<DeadJobReport>> {
    const queue = this.parts.jobs?.queue ?? absentQueue;
    const page = await listPage({}, decode(DeadJobsQuery, query), (_, request) =>
      queue.dead(request, options),
    );
    const entries: DeadJobReport[] = [];
    for await (const report of mapInOrder(page.entries, (job, call) => this.report(job, call), options))
      entries.push(report);
    return { ...page, entries };
  }

  /** @param query - {@link RetryQuery} */
  async retryJobs(query: unknown, options: CallOptions = {}): Promise<number> {
    const { id } = decode(RetryQuery, query);
    const queue = this.parts.jobs?.queue ?? absentQueue;
    return queue.retryDead(id === null ? undefined : [id], options);
  }

  /** @param query - {@link DropQuery} */
  async dropJob(query: unknown, options: CallOptions = {}): Promise<number> {
    const { id } = decode(DropQuery, query);
    const queue = this.parts.jobs?.queue ?? absentQueue;
    return queue.dropDead([id], options);
  }

  private async report(job: DeadJob, options: CallOptions): Promise<DeadJobReport> {
    const { id, work, reason, attempts, diedAt } = job;
    const analyticId = work?.kind === 'update-analytic' ? work.analyticId : null;
    const analytic =
      analyticId === null
        ? undefined
        : await this.parts.analytics?.find({ id: analyticId, projects: 'all' }, options);
    return { id, project: analytic?.descriptor.project ?? null, analyticId, reason, attempts, diedAt };
  }

  private async scheduler(
    { schedule }: Pick<Jobs, 'schedule'>,
    options: CallOptions,
  ): Promise<SchedulerStatus> {
    const lastRun = await schedule.lastRun(options);
    if (lastRun === undefined) return { lastRun: null, queued: null };
    return { lastRun: formatInstant(lastRun), queued: this.parts.runs.queuedSince(lastRun) ?? null };
  }
}

async function countsOf({ queue }: Pick<Jobs, 'queue'>, options: CallOptions): Promise<JobTotals> {
  const { waiting, delayed, active, dead, waitingSince } = await queue.depth(options);
  const since = waitingSince === undefined ? null : formatInstant(waitingSince);
  return { waiting, delayed, active, dead, waitingSince: since };
}

/** The answer of a part; null if it cannot tell now. */
async function known<A>(ask: (call: CallOptions) => Promise<A>, options: CallOptions): Promise<A | null> {
  try {
    return await callWithin(TIMEOUT_MS, ask, options, tooLate);
  } catch (error) {
    if (isMemexError(error, 'unavailable')) return null;
    throw error;
  }
}

function tooLate(cause: unknown): UnavailableError {
  return new UnavailableError('a part', { reason: 'it does not answer in time', cause });
}
