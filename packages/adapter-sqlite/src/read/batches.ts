import type { PageOrder } from '@memex/core/ports';
import { type EntrySelector, type Place, type RowBatch, SEPARATOR } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';
import { type Entries, SLICE, selectSlice } from '../statements/select.js';

/** A batch of selected entries, and where it ends. */
export interface ReadBatch {
  readonly batch: RowBatch;
  /** The size of its texts. */
  readonly bytes: number;
  /** The place of its last entry. */
  readonly place: Place;
}

export interface Bounds {
  readonly order: PageOrder;
  readonly limit: number;
  /** Of all texts. */
  readonly maxBytes: number;
  /** Whether `maxBytes` applies to the first entry too. */
  readonly isBegun?: boolean;
  readonly after?: Place | undefined;
}

/**
 * Reads selected entries in order, up to the first bound. It holds the texts of one slice, or one large text, in memory at a time.
 * It runs several statements: call it within a snapshot.
 */
export function* readBatches(
  connection: Connection,
  selection: EntrySelector,
  { order, limit, maxBytes, isBegun = false, after }: Bounds,
): Generator<ReadBatch, void> {
  const texts = textsOf(connection, selection.table);
  let entries = 0;
  let bytes = 0;
  for (let last = after; entries < limit; ) {
    const sliceLimit = Math.min(SLICE, limit - entries);
    const slice = selectSlice(connection, selection, { order, limit: sliceLimit, after: last });
    if (slice.count === 0) return;
    if (!slice.hasLarge && bytes + slice.bytes <= maxBytes) {
      last = { at: slice.at, id: lastOf(slice.ids) };
      yield { batch: { traceIds: slice.traceIds, texts: slice.texts }, bytes: slice.bytes, place: last };
      entries += slice.count;
      bytes += slice.bytes;
    } else {
      for (const { id, traceId, text } of eachOf(slice)) {
        const length = text === LEFT_OUT ? texts.length(id) : Buffer.byteLength(text);
        if ((isBegun || entries > 0) && bytes + length > maxBytes) return;
        last = { at: texts.at(id), id };
        const json = text === LEFT_OUT ? texts.read(id) : text;
        yield { batch: { traceIds: JSON.stringify([traceId]), texts: json }, bytes: length, place: last };
        entries++;
        bytes += length;
      }
    }
    if (slice.count < sliceLimit) return;
  }
}

/** Stands for a text that is too long for a slice. No JSON text is empty. */
const LEFT_OUT = '';

export function lastOf(ids: string): number {
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

/** Reads columns of single entries. */
export function textsOf(connection: Connection, table: TableName) {
  const columnAt = (sql: string, id: number) => connection.prepare(sql).get(id)?.[0];
  return {
    traceId: (id: number) => String(columnAt(`SELECT trace_id FROM ${table} WHERE id = ?`, id)),
    at: (id: number) => Number(columnAt(`SELECT at FROM ${table} WHERE id = ?`, id)),
    length: (id: number) => Number(columnAt(`SELECT octet_length(json) FROM ${table}_text WHERE id = ?`, id)),
    read: (id: number) => String(columnAt(`SELECT json FROM ${table}_text WHERE id = ?`, id)),
  };
}
