import type { Connection } from '../schema/connection.js';
import { existsBehind, selectPack } from '../select/statements.js';
import type { Pack, ReadRequest, ReadResult, Selection } from '../thread/protocol.js';

/** Rows are read so many at a time, until a page is full or large: texts may have a megabyte each. */
const ROWS_AT_A_TIME = 250;
const LARGE_PAGE_CHARACTERS = 16 * 1024 * 1024;

type PageRequest = Extract<ReadRequest, { readonly op: 'page' }>;

/** One page; it has fewer entries than asked for where they are large. */
export function readPage(connection: Connection, { selection, limit, after }: PageRequest): ReadResult {
  const packs: Pack[] = [];
  let last = after;
  let [rows, characters, exhausted] = [0, 0, false];
  while (!exhausted && rows < limit && characters < LARGE_PAGE_CHARACTERS) {
    const most = Math.min(ROWS_AT_A_TIME, limit - rows);
    const { count, pack, place } = selectPack(connection, selection, {
      order: 'oldest',
      limit: most,
      after: last,
    });
    exhausted = count < most;
    if (count === 0) break;
    packs.push(pack);
    rows += count;
    characters += pack.texts.length;
    last = place;
  }
  const isLast = exhausted || last === undefined || !existsBehind(connection, selection, last);
  return { packs, next: isLast ? undefined : last };
}

export function readNewest(connection: Connection, selection: Selection): ReadResult {
  const { count, pack } = selectPack(connection, selection, { order: 'newest', limit: 1 });
  return { packs: count > 0 ? [pack] : [] };
}
