import { labels } from '../codec/label.js';
import { DEFAULT_PAGE, pageSize } from '../codec/page-size.js';
import { optional, required } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import { malformed } from '../errors/malformed.js';
import type { CallOptions } from '../port/call.js';
import { type Instant, instantOf, type Timestamp } from '../time/instant.js';
import { cursorText, readCursor, writeCursor } from './cursor.js';
import type { Page, PageOrder, PageRequest, Position, Projects, StoredEntry } from './entry.js';
import { MAX_PAGE_BYTES } from './page-bound.js';

/** Options of every use case. */
export interface ProjectScope extends CallOptions {
  /** The projects that the caller may access; all by default. */
  readonly projects?: Projects | undefined;
  /** Who calls, as receipts name it. Never a secret. */
  readonly by?: string | undefined;
  /**
   * Called when a page proves larger than two mebibytes, before more of it is read. If it returns a promise, reading waits for
   * it, and holds nothing of the page meanwhile.
   */
  readonly onLargePage?: (() => Promise<void> | undefined) | undefined;
}

/** A page of entries, as use cases return it. */
export interface CursorPage<E = StoredEntry> {
  readonly entries: readonly E[];
  /** Send it with the same query to get the next page. Absent on the last page. */
  readonly cursor?: string | undefined;
}

/** Fields of every query with pages. */
export const pagingFields = { maxSize: optional(pageSize), cursor: optional(cursorText) } as const;

const ORDERS = { asc: 'oldest', desc: 'newest' } as const satisfies Record<string, PageOrder>;

/** Field of queries that support both orders: `asc` (oldest first, the default) and `desc`. */
export const orderFields = { order: optional(labels('Order', ['asc', 'desc'])) } as const;

/** Fields of every query over a time range. */
export const rangeFields = { fromTime: required(timestamp), toTime: required(timestamp) } as const;

interface Paging {
  readonly maxSize: number | null;
  readonly cursor: string | null;
  readonly order?: keyof typeof ORDERS | null;
}

/** Size of the pieces in which a page is read, in bytes. */
export const PIECE_BYTES = 2 * 1_048_576;

/**
 * Reads one page. A cursor belongs to one filter and one order. A large page is read in pieces, so that other reads get their
 * turn in between, and a store holds only one piece at a time.
 *
 * @param read - A store's `page` with the filter.
 * @param maxBytes - The largest size of the page.
 */
export async function listPage<F, E = StoredEntry>(
  filter: F,
  paging: Paging,
  read: (filter: F, request: PageRequest) => Promise<Page<E>>,
  { onLargePage }: ProjectScope = {},
  maxBytes = MAX_PAGE_BYTES,
): Promise<CursorPage<E>> {
  const limit = paging.maxSize ?? DEFAULT_PAGE;
  const order = ORDERS[paging.order ?? 'asc'];
  // Cursors from before there were two orders remain valid.
  const asked = order === 'oldest' ? filter : [filter, order];
  const start = readCursor(paging.cursor, asked);
  const readPiece = (size: number, after: Position | undefined): Promise<Page<E>> =>
    read(filter, { order, limit: size, maxBytes: PIECE_BYTES, after });
  let { entries, next } = await readPiece(limit, start);
  const maxPieces = maxBytes / PIECE_BYTES;
  if (next !== undefined && entries.length < limit && maxPieces > 1) {
    const room = onLargePage?.();
    if (room !== undefined) {
      [entries, next] = [[], start];
      await room;
    }
    ({ entries, next } = await readPieces(readPiece, limit, maxPieces, { entries, next }));
  }
  return { entries, cursor: next === undefined ? undefined : writeCursor(next, asked) };
}

/** Reads more pieces, to the end of the page. */
async function readPieces<E>(
  readPiece: (size: number, after: Position | undefined) => Promise<Page<E>>,
  limit: number,
  maxPieces: number,
  begun: Page<E>,
): Promise<Page<E>> {
  const entries = [...begun.entries];
  let { next } = begun;
  for (let pieces = entries.length === 0 ? 0 : 1; pieces < maxPieces; pieces++) {
    const piece = await readPiece(limit - entries.length, next);
    for (const entry of piece.entries) entries.push(entry);
    next = piece.next;
    if (next === undefined || entries.length >= limit) break;
  }
  return { entries, next };
}

/**
 * The ends of a time range, both inclusive.
 *
 * @throws MalformedError if it ends before it begins.
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
