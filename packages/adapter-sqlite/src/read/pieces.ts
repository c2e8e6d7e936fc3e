import { type Pack, type Place, SEPARATOR, type Selection } from '../protocol/protocol.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';
import { type Entries, SLICE, selectSlice } from '../statements/select.js';

/** Some of the selected entries, next to each other. */
export interface Piece {
  readonly count: number;
  /** Of the texts. */
  readonly bytes: number;
  readonly pack: Pack;
  /** That of the last one. */
  readonly place: Place;
}

export interface Bounds {
  readonly order: 'oldest' | 'newest';
  readonly limit: number;
  /** Of all texts. */
  readonly maxBytes: number;
  /** Whether the first one may be left out, too. */
  readonly isBegun?: boolean;
  readonly after?: Place | undefined;
}

/**
 * Selected entries in order, up to the first bound. No more of their texts is in memory at a time than those of one slice, or one that
 * is large. To be read within a snapshot: several statements read them.
 */
export function* readPieces(
  connection: Connection,
  selection: Selection,
  { order, limit, maxBytes, isBegun = false, after }: Bounds,
): Generator<Piece, void> {
  const texts = textsOf(connection, selection.table);
  let entries = 0;
  let bytes = 0;
  for (let last = after; entries < limit; ) {
    const most = Math.min(SLICE, limit - entries);
    const slice = selectSlice(connection, selection, { order, limit: most, after: last });
    if (slice.count === 0) return;
    if (!slice.hasLarge && bytes + slice.bytes <= maxBytes) {
      last = { at: slice.at, id: lastOf(slice.ids) };
      const pack = { traceIds: slice.traceIds, texts: slice.texts };
      yield { count: slice.count, bytes: slice.bytes, pack, place: last };
      entries += slice.count;
      bytes += slice.bytes;
    } else {
      for (const { id, traceId, text } of eachOf(slice)) {
        const length = text === LEFT_OUT ? texts.length(id) : Buffer.byteLength(text);
        if ((isBegun || entries > 0) && bytes + length > maxBytes) return;
        last = { at: texts.at(id), id };
        const json = text === LEFT_OUT ? texts.read(id) : text;
        const pack = { traceIds: JSON.stringify([traceId]), texts: json };
        yield { count: 1, bytes: length, pack, place: last };
        entries++;
        bytes += length;
      }
    }
    if (slice.count < most) return;
  }
}

/** No JSON text is empty. */
const LEFT_OUT = '';

function lastOf(ids: string): number {
  return Number(ids.slice(ids.lastIndexOf(',') + 1));
}

function eachOf(
  slice: Entries,
): readonly { readonly id: number; readonly traceId: string; readonly text: string }[] {
  const traceIds: readonly string[] = JSON.parse(slice.traceIds);
  const ids = slice.ids.split(',');
  return slice.texts.split(SEPARATOR).map((text, index) => ({
    id: Number(ids[index]),
    traceId: traceIds[index] ?? '',
    text,
  }));
}

/** Reads of single entries of a table. */
function textsOf(connection: Connection, table: TableName) {
  const columnAt = (sql: string, id: number) => connection.prepare(sql).get(id)?.[0];
  return {
    at: (id: number) => Number(columnAt(`SELECT at FROM ${table} WHERE id = ?`, id)),
    length: (id: number) => Number(columnAt(`SELECT octet_length(json) FROM ${table}_text WHERE id = ?`, id)),
    read: (id: number) => String(columnAt(`SELECT json FROM ${table}_text WHERE id = ?`, id)),
  };
}
