import type { EntrySelector, RowBatch } from '../protocol/entries.js';
import type { PageInput, PagePart } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';
import { existsAfter } from '../statements/select.js';
import { readBatches } from './batches.js';

/** A part ends at this size. The rest of the page is left for another request, so that small pages do not wait behind large ones. */
const PART_BYTES = 1024 * 1024;

/** Reads a part of a page, as it is in one state of the file. It ends at {@link PART_BYTES}, or at the end of the page. */
export function readPage(
  connection: Connection,
  { selection, order, limit, maxBytes, isBegun, after }: PageInput,
): PagePart {
  const bounds = { order, limit, maxBytes, isBegun, after };
  return connection.snapshot(() => {
    const batches: RowBatch[] = [];
    let last = after;
    let read = 0;
    for (const { batch, bytes, place } of readBatches(connection, selection, bounds)) {
      batches.push(batch);
      last = place;
      read += bytes;
      if (read >= PART_BYTES) break;
    }
    const hasMore = last !== undefined && existsAfter(connection, selection, order, last);
    return { batches, bytes: read, next: hasMore ? last : undefined };
  });
}

/** Reads the newest selected entry, in a batch of its own. */
export function readNewest(connection: Connection, selection: EntrySelector): RowBatch | undefined {
  const bounds = { order: 'newest', limit: 1, maxBytes: 0 } as const;
  return connection.snapshot(() => [...readBatches(connection, selection, bounds)][0]?.batch);
}
