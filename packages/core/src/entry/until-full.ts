import { bytesOf } from '../json/bytes-of.js';
import type { Page, PageRequest } from './entry.js';
import { maxBytesOf } from './page-bound.js';

/**
 * Reads on until a page is full or the last one. A store ends a page early where few of the many entries that it looks at pass the filter, so that
 * others get their turn. But clients that know nothing of cursors expect all that was asked for.
 *
 * @param read - A store's `page` with a filter.
 */
export async function readUntilFull(
  read: (request: PageRequest) => Promise<Page>,
  request: PageRequest,
): Promise<Page> {
  const { limit } = request;
  let { entries, next } = await read(request);
  if (next === undefined || entries.length >= limit) return { entries, next };
  const maxBytes = maxBytesOf(request);
  const half = maxBytes / 2;
  let bytes = bytesIn(entries, half);
  // A page that ends because the next entry is too large is more than half full: no entry is larger than half a page.
  while (next !== undefined && entries.length < limit && bytes < half) {
    const rest = { limit: limit - entries.length, maxBytes: maxBytes - bytes, after: next };
    const more = await read({ ...request, ...rest });
    entries = [...entries, ...more.entries];
    bytes += bytesIn(more.entries, half);
    next = more.next;
  }
  return { entries, next };
}

/** The size of entries, or less if even that is enough: counting bytes makes a copy of each text, and no text has fewer bytes than characters. */
function bytesIn(entries: Page['entries'], enough: number): number {
  const characters = entries.reduce((sum, { json }) => sum + json.length, 0);
  return characters >= enough ? characters : entries.reduce((sum, { json }) => sum + bytesOf(json), 0);
}
