import type { CursorPage, ProjectScope } from '../entry/cursor-page.js';
import type { CallOptions } from '../port/call.js';
import type { Analytic } from './analytic.js';
import type { AnalyticState } from './analytic-state.js';
import type { DescriptorInput } from './descriptor.js';
import type { AnalyticQuery, AnalyticsQuery, ComputingQuery } from './queries.js';
import type { AnalyticResult } from './result.js';

/** The result of a descriptor: `count` for a count, `segments` for a segmentation, `aggregation` for an aggregation. */
export type ResultOf<D extends { readonly type: DescriptorInput['type'] }> = Extract<
  AnalyticResult,
  { readonly type: D['type'] }
>;

/** The use cases of analytics. What `Messages` says of every method holds here too. */
export interface Analytics {
  /** Defines an analytic, without computing it. @returns Its id. */
  define(descriptor: DescriptorInput, options?: ProjectScope): Promise<string>;

  /** An analytic with its latest result. @throws NotFoundError */
  find(query: AnalyticQuery, options?: ProjectScope): Promise<Analytic>;

  /** Analytics with their latest results. */
  list(query: AnalyticsQuery, options?: ProjectScope): Promise<CursorPage<Analytic>>;

  /** Deletes an analytic with its result, if it exists. */
  delete(query: AnalyticQuery, options?: ProjectScope): Promise<void>;

  /** Computes a descriptor now, and stores nothing. */
  compute<D extends DescriptorInput>(descriptor: D, options?: ProjectScope): Promise<ResultOf<D>>;

  /** Computes several descriptors with few calls of the store. See {@link compute}. */
  computeAll(
    descriptors: readonly DescriptorInput[],
    options?: ProjectScope,
  ): Promise<readonly AnalyticResult[]>;

  /**
   * Computes an analytic now, and stores the result. It may run twice, even at the same time. An analytic that is deleted
   * before or meanwhile stays deleted.
   *
   * @returns Whether the analytic exists.
   */
  update(id: string, options?: CallOptions): Promise<boolean>;

  /**
   * Queues one analytic, all of them, or all with one type of window, for a worker.
   *
   * @returns How many were queued that were not queued already.
   * @throws NotFoundError if the query names one that does not exist.
   * @throws UnavailableError if there are no jobs.
   */
  request(query: ComputingQuery, options?: ProjectScope): Promise<number>;

  /** The state of an analytic's job. If the queue is unavailable, the state is unknown, and everything else is returned. */
  stateOf(analytic: Analytic, options?: CallOptions): Promise<AnalyticState>;

  /** The states of the jobs of several analytics, in their order. See {@link stateOf}. */
  statesOf(analytics: readonly Analytic[], options?: CallOptions): Promise<readonly AnalyticState[]>;
}
