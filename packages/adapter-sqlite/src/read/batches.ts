import type { PageOrder } from '@memex/core/ports';
import { type EntrySelector, type Place, type RowBatch, SEPARATOR } from '../protocol/entries.js';
import type { Connection } from '../schema/connection.js';
import type { TableName } from '../schema/tables.js';
import { type Entries, SLICE, selectSlice } from '../statements/select.js';
import { Stretches } from './stretches.js';

/** A batch of selected entries, and where it ends. */
export interface ReadBatch {
  /** Undefined at the end of a stretch: no more of its entries are selected. */
  readonly batch: RowBatch | undefined;
  /** How many entries the stretch had that ends here; 0 within one. */
  readonly looked: number;
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
  /** The most entries of a stretch: many by default. */
  readonly maxLooked?: number;
  readonly after?: Place | undefined;
}

/**
 * Reads selected entries in order, up to the first bound. It holds the texts of one slice, or one large text, in memory at a time.
 * It runs several statements: call it within a snapshot.
 */
export function* readBatches(
  connection: Connection,
  selection: EntrySelector,
  { order, limit, maxBytes, isBegun = false, maxLooked, after }: Bounds,
): Generator<ReadBatch, void> {
  const stretches = new Stretches(connection, selection, order, after, maxLooked);
  const texts = textsOf(connection, selection.table);
  let entries = 0;
  let bytes = 0;
  for (let last = after; entries < limit; ) {
    const sliceLimit = Math.min(SLICE, limit - entries);
    const { upTo } = stretches;
    const slice = selectSlice(connection, selection, { order, limit: sliceLimit, after: last, upTo });
    if (slice.count > 0 && !slice.hasLarge && bytes + slice.bytes <= maxBytes) {
      last = { at: slice.at, id: lastOf(slice.ids) };
      const batch = { traceIds: slice.traceIds, texts: slice.texts };
      yield { batch, looked: 0, bytes: slice.bytes, place: last };
      entries += slice.count;
      bytes += slice.bytes;
    } else if (slice.count > 0) {
      for (const { id, traceId, text } of eachOf(slice)) {
        const length = text === LEFT_OUT ? texts.length(id) : Buffer.byteLength(text);
        if ((isBegun || entries > 0) && bytes + length > maxBytes) return;
        last = { at: texts.at(id), id };
        const json = text === LEFT_OUT ? texts.read(id) : text;
        const batch = { traceIds: JSON.stringify([traceId]), texts: json };
        yield { batch, looked: 0, bytes: length, place: last };
        entries++;
        bytes += length;
      }
    }
    if (slice.count === sliceLimit) continue;
    if (upTo === undefined) return;
    last = upTo;
    yield { batch: undefined, looked: stretches.pass(), bytes: 0, place: upTo };
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
