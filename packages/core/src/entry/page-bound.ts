import { bytesOf } from '../json/bytes-of.js';
import type { PageRequest } from './entry.js';

/** The largest page that can be requested, in bytes of its texts. It limits the memory of a call. */
export const MAX_PAGE_BYTES = 16 * 1_048_576;

/** The largest size of the requested page, in bytes. */
export function maxBytesOf({ maxBytes = MAX_PAGE_BYTES }: Pick<PageRequest, 'maxBytes'>): number {
  return Math.min(maxBytes, MAX_PAGE_BYTES);
}

/** The most entries that a page looks at. It limits the time of a call. */
const MAX_SCANNED = 100_000;

/** How many entries the requested page may look at. */
export function maxScannedOf({ maxScanned = MAX_SCANNED }: Pick<PageRequest, 'maxScanned'>): number {
  return Math.min(maxScanned, MAX_SCANNED);
}

/** Finds where a page ends, entry by entry. */
export class PageBound {
  private entries = 0;
  private bytes = 0;

  constructor(private readonly request: PageRequest) {}

  /**
   * Whether the next entry still belongs to the page. If so, it is counted. @param entry - Its JSON text, or the size of it in
   * bytes.
   */
  admits(entry: string | number): boolean {
    if (this.entries >= this.request.limit) return false;
    const bytes = this.bytes + (typeof entry === 'string' ? bytesOf(entry) : entry);
    if (this.entries > 0 && bytes > maxBytesOf(this.request)) return false;
    this.entries++;
    this.bytes = bytes;
    return true;
  }
}
