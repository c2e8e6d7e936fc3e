import type { Instant } from '../time/instant.js';

/** A message or a log on its way into a store. */
export interface NewEntry<T> {
  /** Unique in the store; made by Memex, so that a repeated write stores nothing twice. */
  readonly traceId: string;
  /** The instant of the value's own `timestamp`: what ranges, order and partitions go by. */
  readonly at: Instant;
  readonly value: T;
  /** `value` as JSON text. A store keeps and returns this text, byte for byte. */
  readonly json: string;
}

/** A message or a log as a store returns it. Read the value with `readMessage` or `readLog`. */
export interface StoredEntry {
  readonly traceId: string;
  /** The JSON text that was appended. Edges that speak JSON pass it on as it is. */
  readonly json: string;
}

/** Which projects a call may touch: all, or those named. */
export type Projects = 'all' | readonly string[];

/** Entries that are stored together. */
export interface Batch<T> {
  readonly entries: readonly NewEntry<T>[];
}

/** A place between two entries in a store's order. Only the store that made it can read it. */
export type Position = string;

/** A part of an ordered result. It holds at least one entry where there is one, and fewer than were asked for where they are large. */
export interface Page<E = StoredEntry> {
  readonly entries: readonly E[];
  /** Where the next page begins; absent where this one is the last. */
  readonly next?: Position | undefined;
}

export type PageOrder = 'oldest' | 'newest';

/**
 * Which part of an ordered result to return. A page ends at whichever of its two bounds comes first; where more remains it has `next`,
 * however few entries it holds.
 */
export interface PageRequest {
  /** Whether the oldest entries come first, as they do where this is absent, or the newest. One order is the reverse of the other. */
  readonly order?: PageOrder | undefined;
  /** Most entries to return, from 1. */
  readonly limit: number;
  /**
   * Most bytes to return: those of the entries' JSON texts in UTF-8. {@link MAX_PAGE_BYTES} where absent, and at most. The first
   * entry is returned however large it is. Stores heed the bound entry by entry: they never read much more than they return.
   */
  readonly maxBytes?: number | undefined;
  /** Continue behind this position; from the beginning where absent. */
  readonly after?: Position | undefined;
}
