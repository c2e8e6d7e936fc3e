import { decode } from '../codec/decode.js';
import type { ProjectScope } from '../entry/cursor-page.js';
import type { Page } from '../entry/entry.js';
import { NotFoundError } from '../errors/errors.js';
import { isMemexError } from '../errors/is-memex-error.js';
import type { NewJob } from '../jobs/job.js';
import type { JobQueue } from '../jobs/job-queue.js';
import type { CallOptions } from '../port/call.js';
import { instantOf } from '../time/instant.js';
import type { Analytic } from './analytic.js';
import { type AnalyticState, withState } from './analytic-state.js';
import { type AnalyticFilter, type AnalyticStore, MAX_ANALYTICS_BYTES } from './analytic-store.js';
import { ComputingQuery } from './queries.js';

/** How many analytics are read and queued at a time. It keeps memory flat, however many there are. */
const CHUNK = 1_000;

export interface AnalyticJobsOptions {
  readonly store: AnalyticStore;
  readonly queue: Pick<JobQueue, 'enqueue' | 'find'>;
}

/** Queues analytics to be computed by workers. What `Messages` says of every method holds here too. */
export class AnalyticJobs {
  constructor(private readonly parts: AnalyticJobsOptions) {}

  /**
   * Queues one analytic, all of them, or all with one type of window.
   *
   * @param query - {@link ComputingQuery}
   * @returns How many were queued that were not queued already.
   * @throws NotFoundError if the query names one that does not exist.
   */
  async request(query: unknown, options: ProjectScope = {}): Promise<number> {
    const { id, timeWindowType } = decode(ComputingQuery, query);
    const projects = options.projects ?? 'all';
    if (id === null)
      return this.enqueueAll({ projects, timeWindowType: timeWindowType ?? undefined }, always, options);
    if ((await this.parts.store.find({ id, projects }, options)) === undefined)
      throw new NotFoundError('the analytic');
    return this.parts.queue.enqueue([jobOf(id)], options);
  }

  /**
   * The states of the jobs of analytics, in their order. If the queue is unavailable, the states are unknown, and everything
   * else is returned.
   */
  async statesOf(
    analytics: readonly Analytic[],
    options: CallOptions = {},
  ): Promise<readonly AnalyticState[]> {
    if (analytics.length === 0) return [];
    try {
      const found = await this.parts.queue.find(
        analytics.map(({ id }) => jobIdOf(id)),
        options,
      );
      return analytics.map((analytic, index) => withState(analytic, found[index]));
    } catch (error) {
      if (!isMemexError(error, 'unavailable')) throw error;
      return analytics.map((analytic) => withState(analytic, null));
    }
  }

  /** See {@link statesOf}. */
  async stateOf(analytic: Analytic, options: CallOptions = {}): Promise<AnalyticState> {
    const [state] = await this.statesOf([analytic], options);
    return state ?? withState(analytic, null);
  }

  /**
   * Queues all analytics whose result may have changed: those with moving windows, and those with fixed windows that are not
   * concluded.
   */
  async requestDue(options: CallOptions = {}): Promise<number> {
    return this.enqueueAll({ projects: 'all' }, (analytic) => !isConcluded(analytic), options);
  }

  private async enqueueAll(
    filter: AnalyticFilter,
    chosen: (analytic: Analytic) => boolean,
    options: CallOptions,
  ): Promise<number> {
    const { store, queue } = this.parts;
    let queued = 0;
    let page: Page<Analytic> | undefined;
    do {
      const request = { limit: CHUNK, maxBytes: MAX_ANALYTICS_BYTES, after: page?.next };
      page = await store.page(filter, request, options);
      const jobs = page.entries.filter(chosen).map(({ id }) => jobOf(id));
      if (jobs.length > 0) queued += await queue.enqueue(jobs, options);
    } while (page.next !== undefined);
    return queued;
  }
}

/** Whether the result can no longer change: the window is fixed, and had ended when the result was computed. */
function isConcluded({ descriptor: { timespan }, result }: Analytic): boolean {
  if (timespan.type === 'moving' || result === null) return false;
  return instantOf(result.creationDt) >= instantOf(timespan.end);
}

function always(): boolean {
  return true;
}

function jobIdOf(analyticId: string): string {
  return `update-analytic:${analyticId}`;
}

function jobOf(analyticId: string): NewJob {
  return { id: jobIdOf(analyticId), work: { kind: 'update-analytic', analyticId } };
}
