import { bytesOf } from '../json/bytes-of.js';
import type { PageRequest } from './entry.js';

/** Most bytes of texts in a page, however many entries were asked for: what a call may hold in memory. */
export const MAX_PAGE_BYTES = 16 * 1_048_576;

/** Most bytes of the page that is asked for. */
export function maxBytesOf({ maxBytes = MAX_PAGE_BYTES }: Pick<PageRequest, 'maxBytes'>): number {
  return Math.min(maxBytes, MAX_PAGE_BYTES);
}

/** Tells, entry by entry, where a page ends. */
export class PageBound {
  private entries = 0;
  private bytes = 0;

  constructor(private readonly request: PageRequest) {}

  /** Whether the next entry is in the page still; it counts then. @param entry - Its JSON text, or the bytes of that. */
  admits(entry: string | number): boolean {
    if (this.entries >= this.request.limit) return false;
    const bytes = this.bytes + (typeof entry === 'string' ? bytesOf(entry) : entry);
    if (this.entries > 0 && bytes > maxBytesOf(this.request)) return false;
    this.entries++;
    this.bytes = bytes;
    return true;
  }
}
