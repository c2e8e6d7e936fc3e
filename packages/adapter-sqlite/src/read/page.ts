import type { PageOrder } from '@memex/core/ports';
import type { EntrySelector, Place, RowBatch } from '../protocol/entries.js';
import type { PageInput, PagePart } from '../protocol/reads.js';
import type { Connection } from '../schema/connection.js';
import { existsIn } from '../statements/select.js';
import { readBatches } from './batches.js';
import { Stretches } from './stretches.js';

/** A part ends at these. The rest of the page is left for another request, so that small pages do not wait behind large ones. */
const PART = { bytes: 1024 * 1024, looked: 10_000 } as const;

/** Reads a part of a page, as it is in one state of the file. It ends at a bound of {@link PART}, or at the end of the page. */
export function readPage(
  connection: Connection,
  { selection, order, limit, maxBytes, maxLooked, isBegun, after }: PageInput,
): PagePart {
  return connection.snapshot(() => {
    const batches: RowBatch[] = [];
    let last = after;
    let [bytes, looked] = [0, 0];
    const bounds = { order, limit, maxBytes, maxLooked, isBegun, after };
    for (const read of readBatches(connection, selection, bounds)) {
      if (read.batch !== undefined) batches.push(read.batch);
      last = read.place;
      bytes += read.bytes;
      looked += read.looked;
      if (bytes >= PART.bytes || looked >= Math.min(PART.looked, maxLooked)) break;
    }
    const hasMore = last !== undefined && mayFollow(connection, selection, order, last);
    return { batches, bytes, looked, next: hasMore ? last : undefined };
  });
}

/** Whether any selected entry follows a place, or so many others that it takes long to tell. */
function mayFollow(
  connection: Connection,
  selection: EntrySelector,
  order: PageOrder,
  after: Place,
): boolean {
  const { upTo } = new Stretches(connection, selection, order, after);
  return upTo !== undefined || existsIn(connection, selection, { order, after });
}

/** Reads the newest selected entry, in a batch of its own. */
export function readNewest(connection: Connection, selection: EntrySelector): RowBatch | undefined {
  const bounds = { order: 'newest', limit: 1, maxBytes: 0 } as const;
  return connection.snapshot(() => {
    for (const { batch } of readBatches(connection, selection, bounds)) if (batch !== undefined) return batch;
    return undefined;
  });
}
