import type { Page, PageRequest, Projects } from '../entry/entry.js';
import type { StoreCapabilities } from '../entry/entry-store.js';
import type { CallOptions } from '../port/call.js';
import type { Analytic } from './analytic.js';
import type { Descriptor } from './descriptor.js';
import type { AnalyticResult } from './result.js';
import type { Timespan } from './timespan.js';

/** Which analytics a page holds: those for which every given part holds. */
export interface AnalyticFilter {
  readonly projects: Projects;
  readonly type?: Descriptor['type'] | undefined;
  readonly timeWindowType?: Timespan['type'] | undefined;
}

/** One analytic, if the projects allow it. */
export interface ByAnalyticId {
  readonly id: string;
  readonly projects: Projects;
}

/** Most bytes of a page of analytics: other than messages they are parsed and written anew, 16 MiB of them in more than a second. */
export const MAX_ANALYTICS_BYTES = 2 * 1_048_576;

/**
 * Where analytics are kept. Every method rejects with `UnavailableError` when the engine cannot serve now or the store is not started,
 * and with `AbortedError` when the signal fires first; sees nothing outside the projects that it is given; and, when it resolves, has
 * made its effect as durable as `capabilities` says, and visible to every call that begins then, in whatever process.
 */
export interface AnalyticStore {
  readonly capabilities: Pick<StoreCapabilities, 'durable'>;

  /** Adds an analytic without a result. An id that is there already is left as it is. */
  define(id: string, descriptor: Descriptor, options?: CallOptions): Promise<void>;

  /** The analytic with its latest result, at once after it was defined or its result saved; `undefined` where there is none. */
  find(selector: ByAnalyticId, options?: CallOptions): Promise<Analytic | undefined>;

  /**
   * Analytics that pass the filter, in an order that never changes. Walking from page to page yields each that was there at the
   * start, and is not deleted meanwhile, exactly once, with a result that it has then or got meanwhile. The bytes of an analytic are
   * those of its descriptor and its result as JSON.
   *
   * @throws MalformedError where `after` is no position of this store.
   */
  page(filter: AnalyticFilter, request: PageRequest, options?: CallOptions): Promise<Page<Analytic>>;

  /** Deletes an analytic with its result; resolves with whether it was there. */
  delete(selector: ByAnalyticId, options?: CallOptions): Promise<boolean>;

  /**
   * Puts a result in the place of the one before it, in one step with looking whether the analytic is still there: one that was
   * deleted stays deleted. Of two results the one created later stays, whichever is saved last.
   *
   * @returns Whether the analytic is there.
   */
  saveResult(id: string, result: AnalyticResult, options?: CallOptions): Promise<boolean>;
}
