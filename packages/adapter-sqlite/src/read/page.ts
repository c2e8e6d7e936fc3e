import type { Connection } from '../schema/connection.js';
import { existsBehind } from '../select/statements.js';
import type { Pack, Place, ReadRequest, ReadResult, Selection } from '../thread/protocol.js';
import { readPieces } from './pieces.js';

type PageRequest = Extract<ReadRequest, { readonly op: 'page' }>;

/** One page; it has fewer entries than asked for where they are large. */
export function readPage(
  connection: Connection,
  { selection, limit, maxBytes, after }: PageRequest,
): ReadResult {
  const bounds = { order: 'oldest', limit, maxBytes, after } as const;
  return connection.snapshot(() => {
    const packs: Pack[] = [];
    let last: Place | undefined;
    for (const { pack, place } of readPieces(connection, selection, bounds)) {
      packs.push(pack);
      last = place;
    }
    const hasMore = last !== undefined && existsBehind(connection, selection, last);
    return { packs, next: hasMore ? last : undefined };
  });
}

export function readNewest(connection: Connection, selection: Selection): ReadResult {
  const bounds = { order: 'newest', limit: 1, maxBytes: 0 } as const;
  return connection.snapshot(() => ({
    packs: [...readPieces(connection, selection, bounds)].map(({ pack }) => pack),
  }));
}
