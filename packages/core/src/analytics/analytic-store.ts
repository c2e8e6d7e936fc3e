import type { Page, PageRequest, Projects } from '../entry/entry.js';
import type { StoreCapabilities } from '../entry/entry-store.js';
import type { CallOptions } from '../port/call.js';
import type { Analytic } from './analytic.js';
import type { Descriptor } from './descriptor.js';
import type { AnalyticResult } from './result.js';
import type { Timespan } from './timespan.js';

/** Selects analytics. An analytic must match every part that is given. */
export interface AnalyticFilter {
  readonly projects: Projects;
  readonly type?: Descriptor['type'] | undefined;
  readonly timeWindowType?: Timespan['type'] | undefined;
}

/** One analytic, if it belongs to one of the projects. */
export interface ByAnalyticId {
  readonly id: string;
  readonly projects: Projects;
}

/**
 * The largest page of analytics, in bytes. Unlike messages, analytics are parsed and written again, which takes more than a
 * second for 16 MiB.
 */
export const MAX_ANALYTICS_BYTES = 2 * 1_048_576;

/**
 * The port that stores analytics. Every method
 * - rejects with `UnavailableError` if the engine cannot serve now, or the store is not started,
 * - rejects with `AbortedError` if the signal fires first,
 * - behaves as if nothing outside the given projects were stored,
 * - when it resolves, is as durable as `capabilities` says, and visible to all calls that begin afterwards, in any process.
 */
export interface AnalyticStore {
  readonly capabilities: Pick<StoreCapabilities, 'durable'>;

  /** Adds an analytic without a result. An existing id is left as it is. */
  define(id: string, descriptor: Descriptor, options?: CallOptions): Promise<void>;

  /** The analytic with its latest result, visible at once; `undefined` if there is none. */
  find(selector: ByAnalyticId, options?: CallOptions): Promise<Analytic | undefined>;

  /**
   * The analytics that pass the filter, in an order that never changes. Walking the pages yields each analytic that existed at
   * the start exactly once, unless it is deleted, with the result that it had then or a newer one. The size of an analytic is
   * that of its descriptor and result as JSON.
   *
   * @throws MalformedError if `after` is not a position of this store.
   */
  page(filter: AnalyticFilter, request: PageRequest, options?: CallOptions): Promise<Page<Analytic>>;

  /** Deletes an analytic with its result. Resolves with whether it existed. */
  delete(selector: ByAnalyticId, options?: CallOptions): Promise<boolean>;

  /**
   * Replaces the result, if the analytic still exists. Both happen in one step, so that a deleted analytic stays deleted. Of
   * two results, the one that was created later stays, whichever is saved last.
   *
   * @returns Whether the analytic exists.
   */
  saveResult(id: string, result: AnalyticResult, options?: CallOptions): Promise<boolean>;
}
