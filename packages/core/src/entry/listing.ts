import type { CallOptions } from '../call.js';
import { DEFAULT_PAGE, pageSize } from '../codec/page-size.js';
import { optional, required } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import { malformed } from '../errors.js';
import { type Instant, instantOf, type Timestamp } from '../time/instant.js';
import { cursorText, readCursor, writeCursor } from './cursor.js';
import type { Page, PageRequest, Projects, StoredEntry } from './entry.js';

/** What every use case takes beside its input. */
export interface Scoped extends CallOptions {
  /** The projects that the caller may touch; all where absent. */
  readonly projects?: Projects | undefined;
}

/** A page of entries as use cases return it. */
export interface Listing<E = StoredEntry> {
  readonly entries: readonly E[];
  /** Sent back with the same query, it continues behind this page; absent where this page is the last. */
  readonly cursor?: string | undefined;
}

/** Fields of every query that pages. */
export const pagingFields = { maxSize: optional(pageSize), cursor: optional(cursorText) } as const;

/** Fields of every query over a range of time. */
export const rangeFields = { fromTime: required(timestamp), toTime: required(timestamp) } as const;

interface Paging {
  readonly maxSize: number | null;
  readonly cursor: string | null;
}

/** Reads one page; `read` is a store's `page` with its filter. The filter is what a cursor belongs to. */
export async function listPage<F, E = StoredEntry>(
  filter: F,
  paging: Paging,
  read: (filter: F, request: PageRequest) => Promise<Page<E>>,
): Promise<Listing<E>> {
  const after = readCursor(paging.cursor, filter);
  const { entries, next } = await read(filter, { limit: paging.maxSize ?? DEFAULT_PAGE, after });
  return { entries, cursor: next === undefined ? undefined : writeCursor(next, filter) };
}

/**
 * The ends of a range of time, both inclusive.
 *
 * @throws MalformedError where it ends before it begins.
 */
export function rangeOf(query: { readonly fromTime: Timestamp; readonly toTime: Timestamp }): {
  readonly from: Instant;
  readonly to: Instant;
} {
  const from = instantOf(query.fromTime);
  const to = instantOf(query.toTime);
  if (from > to) throw malformed('fromTime', 'must not be after toTime');
  return { from, to };
}
