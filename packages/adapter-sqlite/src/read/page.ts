import type { Pack, ReadRequest, ReadResult, Selection } from '../protocol/protocol.js';
import type { Connection } from '../schema/connection.js';
import { existsBehind } from '../statements/select.js';
import { readPieces } from './pieces.js';

type PageRequest = Extract<ReadRequest, { readonly op: 'page' }>;

/** Past it the rest of a page is left for another request: who waits for a small page does not wait for several large ones. */
const PART_BYTES = 1024 * 1024;

/** A part of a page, as one state of the file has it. It ends within a slice of {@link PART_BYTES}, or at the end of the page. */
export function readPage(
  connection: Connection,
  { selection, limit, maxBytes, isBegun, after }: PageRequest,
): ReadResult {
  const bounds = { order: 'oldest', limit, maxBytes, isBegun, after } as const;
  return connection.snapshot(() => {
    const packs: Pack[] = [];
    let last = after;
    let read = 0;
    for (const { pack, bytes, place } of readPieces(connection, selection, bounds)) {
      packs.push(pack);
      last = place;
      read += bytes;
      if (read >= PART_BYTES) break;
    }
    const hasMore = last !== undefined && existsBehind(connection, selection, last);
    return { packs, bytes: read, next: hasMore ? last : undefined };
  });
}

export function readNewest(connection: Connection, selection: Selection): ReadResult {
  const bounds = { order: 'newest', limit: 1, maxBytes: 0 } as const;
  return connection.snapshot(() => ({
    packs: [...readPieces(connection, selection, bounds)].map(({ pack }) => pack),
  }));
}
