import type { Instant } from '../time/instant.js';

/** A message or a log on its way into a store. */
export interface NewEntry<T> {
  /** Unique in the store. Memex assigns it, so that a repeated write stores nothing twice. */
  readonly traceId: string;
  /** The instant of the value's `timestamp`, which ranges, order and partitions are based on. */
  readonly at: Instant;
  readonly value: T;
  /** `value` as JSON. A store keeps and returns this text byte for byte. */
  readonly json: string;
}

/** A message or a log as a store returns it. `readMessage` and `readLog` read its value. */
export interface StoredEntry {
  readonly traceId: string;
  /** The JSON text that was appended. Edges that speak JSON pass it on as it is. */
  readonly json: string;
}

/** The projects that a call may access: all, or a list. */
export type Projects = 'all' | readonly string[];

/** Entries that are stored together. */
export interface Batch<T> {
  readonly entries: readonly NewEntry<T>[];
}

/** A position between two entries in a store's order. Only the store that made it can read it. */
export type Position = string;

/**
 * A part of an ordered result. It may have fewer entries than requested, if they are large or few of those that were looked at pass the
 * filter. Only in the second case it may have none although more follow.
 */
export interface Page<E = StoredEntry> {
  readonly entries: readonly E[];
  /** Where the next page begins. Absent on the last page. */
  readonly next?: Position | undefined;
}

export type PageOrder = 'oldest' | 'newest';

/**
 * Which part of an ordered result to return. The page ends at whichever limit is reached first, and has `next` if there is
 * more.
 */
export interface PageRequest {
  /** Oldest first (`asc`, the default) or newest first. One order is the exact reverse of the other. */
  readonly order?: PageOrder | undefined;
  /** The maximum number of entries, from 1. */
  readonly limit: number;
  /**
   * The maximum size of the page: the bytes of its JSON texts in UTF-8. {@link MAX_PAGE_BYTES} by default, which it cannot
   * exceed. The first entry is always returned. Stores check the size entry by entry, so that they never read much more than
   * they return.
   */
  readonly maxBytes?: number | undefined;
  /** Continues after this position; from the start by default. */
  readonly after?: Position | undefined;
  /**
   * How many entries a store may look at to find those that pass the filter: 100,000 by default, which it cannot exceed. A store that finds them
   * by an index looks at no others, so its pages do not end because of it.
   */
  readonly maxScanned?: number | undefined;
}
