import type { CallOptions } from '../port/call.js';
import type { Instant } from '../time/instant.js';
import type { Batch, Page, PageRequest, Projects, StoredEntry } from './entry.js';
import type { BatchOutcome, KeyedBatch } from './keyed-batch.js';

/** How stores may differ. Callers and conformance cases read the capabilities, and never ask which engine a store uses. */
export interface StoreCapabilities {
  /** Whether acknowledged writes survive the end of the process. */
  readonly durable: boolean;
  /**
   * When an acknowledged write becomes visible to `page` and to selectors other than the trace id: at once, or within a second.
   * By trace id it is visible at once in every store.
   */
  readonly visibility: 'immediate' | 'within-a-second';
  /**
   * What readers may see of a batch while it is being stored: all or nothing, or a part of it. In both cases, repeating a
   * failed batch with its idempotency key completes it without duplicates.
   */
  readonly batches: 'atomic' | 'repeatable';
}

/** One entry, if it belongs to one of the projects. */
export interface ByTraceId {
  readonly traceId: string;
  readonly projects: Projects;
}

/** The entries of a project whose instant is earlier than `before`. */
export interface ByAge {
  readonly project: string;
  readonly before: Instant;
}

/**
 * The port that the stores of messages and of logs share. `T` is the value, and `F` the filter of its pages.
 *
 * Every method
 * - rejects with `UnavailableError` if the engine cannot serve now, or the store is not started,
 * - rejects with `AbortedError` if the signal fires first,
 * - behaves as if nothing outside the given projects were stored.
 *
 * A store does not validate (values are decoded already), authorize (the caller decides the projects), read a clock (entries
 * have their ids and instants), or retry beyond what its engine does.
 */
export interface EntryStore<T, F> {
  readonly capabilities: StoreCapabilities;

  /**
   * Stores a batch. Resolves with its trace ids, in order, once all of it is as durable as `capabilities` says. If it rejects,
   * nothing is acknowledged, and with `batches: 'atomic'` nothing is stored.
   *
   * An entry whose trace id is already stored is left as it is.
   */
  append(batch: Batch<T>, options?: CallOptions): Promise<readonly string[]>;

  /**
   * Stores a batch like `append`, unless its key was used in the last 24 hours. In that case it stores nothing, and resolves
   * with the outcome of the first batch with that key, whatever this batch contains. This holds across processes and restarts,
   * and for simultaneous calls. An empty batch, or one with only refused items, takes its key too. Stores may remember keys for
   * longer.
   *
   * A store keeps `keptOf` the first batch under its key, and answers with `outcomeOf`.
   *
   * @throws KeyReusedError if the key was used with another fingerprint or in another form.
   */
  appendOnce(batch: KeyedBatch<T>, options?: CallOptions): Promise<BatchOutcome>;

  /** The entry with this trace id, visible as soon as it is acknowledged; `undefined` if there is none. */
  find(selector: ByTraceId, options?: CallOptions): Promise<StoredEntry | undefined>;

  /**
   * The entries that pass the filter, ordered by instant, ascending or descending. Entries with the same instant have an order
   * too, which never changes. Whatever is written meanwhile, walking the pages yields each entry that was visible at the start
   * exactly once, unless it is deleted.
   *
   * The work of a page is bounded: it ends, with `next`, after looking at about `maxScanned` entries at the latest, unless the filter is of several
   * projects. So a page with `next` may have few entries or none, and `next` does not mean that any follow.
   *
   * @throws MalformedError if `after` is not a position of this store.
   */
  page(filter: F, request: PageRequest, options?: CallOptions): Promise<Page>;

  /** The number of entries that pass the filter. Acknowledged entries count at once. */
  count(filter: F, options?: CallOptions): Promise<number>;

  /** Deletes the entry with this trace id. Resolves with whether it existed. */
  delete(selector: ByTraceId, options?: CallOptions): Promise<boolean>;

  /**
   * Drops a partition with all its entries. Resolves with whether it existed. Only the exact name of a partition of this store
   * is accepted, never a pattern or the name of anything else.
   */
  dropPartition(name: string, options?: CallOptions): Promise<boolean>;

  /**
   * Deletes the selected entries, and gives their space back as far as the engine can. Resolves with their number. It works in small steps, so that
   * other calls wait for none of them for long. After a failure or an abort, some may be deleted; repeating it deletes the rest.
   */
  deleteBefore(selector: ByAge, options?: CallOptions): Promise<number>;
}
