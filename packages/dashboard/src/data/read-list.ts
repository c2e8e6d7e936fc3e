import type { ListPage } from '../api/api.js';

/** A page of at most so many things, from a cursor on or from the beginning. */
export interface PageAt {
  readonly cursor: string | undefined;
  readonly maxSize: number;
}

/** Reads a page. It may be short while there are more. */
export type ReadPage<T> = (at: PageAt) => Promise<ListPage<T>>;

/** The parameters of a call that reads a page. */
export function callOf<C extends object>(
  call: C,
  { cursor, maxSize }: PageAt,
): C & { readonly maxSize: number; readonly cursor?: string } {
  return { ...call, maxSize, ...(cursor === undefined ? {} : { cursor }) };
}

/** Pages that are read in vain for each that is shown: what the API finds by an index fills them, and what it looks for may be far. */
const MAX_SHORT_PAGES = 8;

/**
 * Reads a list up to so many rows, or beyond: what is already read is not read again.
 *
 * @param known - Its beginning, if that is there.
 */
export async function readList<T>(
  read: ReadPage<T>,
  wanted: number,
  known: ListPage<T> | undefined,
): Promise<ListPage<T>> {
  let list: ListPage<T> = known ?? { items: [], cursor: undefined };
  if (known !== undefined && known.cursor === undefined) return known;
  for (let pages = 0; pages < MAX_SHORT_PAGES && list.items.length < wanted; pages++) {
    const page = await read({ cursor: list.cursor, maxSize: wanted - list.items.length });
    list = { items: [...list.items, ...page.items], cursor: page.cursor };
    if (page.cursor === undefined) break;
  }
  return list;
}
