import type { CallOptions } from '../port/call.js';
import type { Batch, Page, PageRequest, Projects, StoredEntry } from './entry.js';
import type { BatchOutcome, KeyedBatch } from './keyed-batch.js';

/** What stores differ in. Callers and conformance cases read it; nobody asks which engine a store is. */
export interface StoreCapabilities {
  /** `true`: what was acknowledged survives the end of the process. */
  readonly durable: boolean;
  /**
   * When an acknowledged write shows in `page` and in selections other than by trace id: at once, or within a second. By trace id
   * it shows at once everywhere.
   */
  readonly visibility: 'immediate' | 'within-a-second';
  /**
   * What readers may see of a batch that is being stored: all of it or nothing, or a part of it until it is complete. Either way a
   * failed batch that is repeated with its idempotency key completes and duplicates nothing.
   */
  readonly batches: 'atomic' | 'repeatable';
}

/** One entry, if the projects allow it. */
export interface ByTraceId {
  readonly traceId: string;
  readonly projects: Projects;
}

/**
 * What the stores of messages and of logs have in common. `T` is the value, `F` the filter that its pages take.
 *
 * Every method
 * - rejects with `UnavailableError` when the engine cannot serve now or the store is not started,
 * - rejects with `AbortedError` when the signal fires first,
 * - sees nothing outside the projects that it is given, as if nothing else were stored.
 *
 * Not in this contract: validation (values come decoded), authorization (projects come decided), clocks (ids and instants come
 * with the entries), and retrying beyond the engine's own limit.
 */
export interface EntryStore<T, F> {
  readonly capabilities: StoreCapabilities;

  /**
   * Stores a batch and resolves with its trace ids, in order, once all of it is as durable as `capabilities` says. When it
   * rejects, nothing is acknowledged: with `batches: 'atomic'` nothing of it is stored either.
   *
   * A trace id that is stored already is left as it is.
   */
  append(batch: Batch<T>, options?: CallOptions): Promise<readonly string[]>;

  /**
   * Stores a batch as `append` does, unless its key was used within the last 24 hours at least: then it stores nothing more, and
   * resolves with what became of the first batch with the key, whatever its own items are now. This holds across processes, restarts,
   * and for two calls at the same time. A batch of nothing, or of refused items only, takes its key as well.
   *
   * What a store keeps under a key is `keptOf` the first batch; `outcomeOf` makes the answer of it.
   *
   * @throws KeyReusedError where the key was used with another fingerprint, or in another form.
   */
  appendOnce(batch: KeyedBatch<T>, options?: CallOptions): Promise<BatchOutcome>;

  /** The entry with this trace id, at once after its acknowledgement; `undefined` where there is none. */
  find(selector: ByTraceId, options?: CallOptions): Promise<StoredEntry | undefined>;

  /**
   * Entries that pass the filter, by instant, in the order that is asked for. Equal instants keep one order that never changes. Walking from page to
   * page yields each entry that was visible at the start, and is not deleted meanwhile, exactly once, whatever is written meanwhile.
   *
   * @throws MalformedError where `after` is no position of this store.
   */
  page(filter: F, request: PageRequest, options?: CallOptions): Promise<Page>;

  /** How many entries pass the filter; what was acknowledged counts at once. */
  count(filter: F, options?: CallOptions): Promise<number>;

  /** Deletes the entry with this trace id; resolves with whether it was there. */
  delete(selector: ByTraceId, options?: CallOptions): Promise<boolean>;

  /**
   * Drops one partition with all its entries; resolves with whether it existed. Only an exact name of a partition of this store
   * names one: never a pattern, never what belongs to something else.
   */
  dropPartition(name: string, options?: CallOptions): Promise<boolean>;
}
