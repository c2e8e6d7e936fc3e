import type { CursorPage, ProjectScope } from '../entry/cursor-page.js';
import type { CallOptions } from '../port/call.js';
import type { Analytic } from './analytic.js';
import type { AnalyticState } from './analytic-state.js';
import type { DescriptorInput } from './descriptor.js';
import type { AnalyticQuery, AnalyticsQuery, ComputingQuery } from './queries.js';
import type { AnalyticResult } from './result.js';

/** What computing a descriptor finds: a count finds a `count`, a segmentation `segments`, an aggregation an `aggregation`. */
export type ResultOf<D extends { readonly type: DescriptorInput['type'] }> = Extract<
  AnalyticResult,
  { readonly type: D['type'] }
>;

/** What can be done with analytics. What holds for every method of `Messages` holds here too. */
export interface Analytics {
  /** Defines an analytic; computes nothing yet. @returns Its id. */
  define(descriptor: DescriptorInput, options?: ProjectScope): Promise<string>;

  /** An analytic with its latest result. @throws NotFoundError */
  find(query: AnalyticQuery, options?: ProjectScope): Promise<Analytic>;

  /** Analytics with their latest results. */
  list(query: AnalyticsQuery, options?: ProjectScope): Promise<CursorPage<Analytic>>;

  /** Deletes an analytic with its result; there may be none. */
  delete(query: AnalyticQuery, options?: ProjectScope): Promise<void>;

  /** Computes what a descriptor asks for, now, and keeps nothing. */
  compute<D extends DescriptorInput>(descriptor: D, options?: ProjectScope): Promise<ResultOf<D>>;

  /** Computes what each of several descriptors asks for, with few calls of the store. See {@link compute}. */
  computeAll(
    descriptors: readonly DescriptorInput[],
    options?: ProjectScope,
  ): Promise<readonly AnalyticResult[]>;

  /**
   * Computes an analytic, now, and keeps the result. Safe to run twice, and twice at once. One that was deleted, before or meanwhile,
   * stays deleted.
   *
   * @returns Whether the analytic is there.
   */
  update(id: string, options?: CallOptions): Promise<boolean>;

  /**
   * Queues the computing of one analytic, or of all, or of all of a type of window, for a worker.
   *
   * @returns How many were queued that were not already.
   * @throws NotFoundError where the query names one that is not there.
   * @throws UnavailableError where there are no jobs.
   */
  request(query: ComputingQuery, options?: ProjectScope): Promise<number>;

  /** What the computing of an analytic is at. While the queue is away, nothing is known of that, and the rest is told. */
  stateOf(analytic: Analytic, options?: CallOptions): Promise<AnalyticState>;
}
