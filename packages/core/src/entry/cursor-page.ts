import { labels } from '../codec/label.js';
import { DEFAULT_PAGE, pageSize } from '../codec/page-size.js';
import { optional, required } from '../codec/record.js';
import { timestamp } from '../codec/timestamp.js';
import { malformed } from '../errors/errors.js';
import type { CallOptions } from '../port/call.js';
import { type Instant, instantOf, type Timestamp } from '../time/instant.js';
import { cursorText, readCursor, writeCursor } from './cursor.js';
import type { Page, PageOrder, PageRequest, Position, Projects, StoredEntry } from './entry.js';
import { MAX_PAGE_BYTES } from './page-bound.js';

/** What every use case takes beside its input. */
export interface ProjectScope extends CallOptions {
  /** The projects that the caller may touch; all where absent. */
  readonly projects?: Projects | undefined;
  /**
   * Asked when a page turns out to take more than two mebibytes, before more of it is read. A promise is waited for; nothing of the page is
   * held meanwhile.
   */
  readonly onLargePage?: (() => Promise<void> | undefined) | undefined;
}

/** A page of entries as use cases return it. */
export interface CursorPage<E = StoredEntry> {
  readonly entries: readonly E[];
  /** Sent back with the same query, it continues behind this page; absent where this page is the last. */
  readonly cursor?: string | undefined;
}

/** Fields of every query that pages. */
export const pagingFields = { maxSize: optional(pageSize), cursor: optional(cursorText) } as const;

const ORDERS = { asc: 'oldest', desc: 'newest' } as const satisfies Record<string, PageOrder>;

/** The field of queries that can be asked for either order: `asc`, which is the oldest first, where absent. */
export const orderFields = { order: optional(labels('Order', ['asc', 'desc'])) } as const;

/** Fields of every query over a range of time. */
export const rangeFields = { fromTime: required(timestamp), toTime: required(timestamp) } as const;

interface Paging {
  readonly maxSize: number | null;
  readonly cursor: string | null;
  readonly order?: keyof typeof ORDERS | null;
}

/** How large the pieces are that a page is read in, in bytes. */
const PIECE_BYTES = 2 * 1_048_576;

/**
 * Reads one page; `read` is a store's `page` with its filter. The filter and the order are what a cursor belongs to. A large page is read in pieces:
 * other reads have their turn between them, and a store holds no more than one of them.
 *
 * @param maxBytes - Most bytes of the page.
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
  // Cursors of before there was another order go on to hold.
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

/** Reads on behind what is there, to the end of the page. */
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
