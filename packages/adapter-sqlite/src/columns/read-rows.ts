import type { Found, Source } from '../protocol/columns.js';
import type { Place } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import { IDS, INSTANTS, numbersIn, readChunk } from './chunk.js';

/**
 * Reads all rows of a source behind a place, some thousands at a time.
 *
 * @param refuse - Called before each chunk. May throw, to stop.
 */
export function* rowsOf(
  connection: Connection,
  project: number,
  source: Source,
  from: Place,
  refuse: () => void,
): Generator<Found<'rows'>[number]> {
  for (let after = from; ; ) {
    refuse();
    const read = readChunk(connection, { project, source, after, limit: ROWS_PER_CHUNK, parts: PARTS });
    const [instants = NONE, ids = NONE] = read.map((part) => numbersIn(part, ROWS_PER_CHUNK));
    if (ids.length > 0) yield { instants, ids };
    if (ids.length < ROWS_PER_CHUNK) return;
    after = { at: instants.at(-1) ?? 0, id: ids.at(-1) ?? 0 };
  }
}

export const ROWS_PER_CHUNK = 4_000;

const PARTS = [INSTANTS, IDS];
const NONE = new Float64Array(0);
