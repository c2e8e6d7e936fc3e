import type { ColumnName, Source } from '../protocol/columns.js';
import type { Place } from '../protocol/entries.js';
import { CodeColumn } from './code-column.js';
import { keyOf } from './column.js';
import { getOrAdd } from './get-or-add.js';
import { grownDoubles } from './grown.js';
import { ValueColumn } from './value-column.js';

/** About what the objects of a segment take besides its arrays. */
const OWN_BYTES = 2_000;

/** The rows of a segment at most. */
export const MAX_ROWS = 131_072;

/** Some messages of a project as columns. Every column has its values in the same order, which is that of the source. */
export class Segment {
  rows = 0;
  ids = new Float64Array(0);
  instants = new Float64Array(0);
  readonly codes = new Map<string, CodeColumn>();
  readonly values = new Map<string, ValueColumn>();
  /** The rows in the order of time. Undefined where they are in that order themselves. */
  private order: Int32Array | undefined;

  /** @param after - The place of the row before the first one. */
  constructor(
    readonly source: Source,
    readonly after: Place,
  ) {}

  /** What the rows take without their columns. */
  get rowBytes(): number {
    return OWN_BYTES + this.ids.byteLength + this.instants.byteLength + (this.order?.byteLength ?? 0);
  }

  get bytes(): number {
    let bytes = this.rowBytes;
    for (const column of this.codes.values()) bytes += column.bytes;
    for (const column of this.values.values()) bytes += column.bytes;
    return bytes;
  }

  /** The place of the last row. */
  get last(): Place {
    return this.placeOf(this.rows - 1);
  }

  placeOf(row: number): Place {
    return { at: this.instantOf(row), id: this.ids[row] ?? 0 };
  }

  /** Adds rows behind the others. Their columns are filled when they are asked for. */
  add(instants: ArrayLike<number>, ids: ArrayLike<number>): void {
    const rows = this.rows + ids.length;
    this.ids = grownDoubles(this.ids, rows);
    this.instants = grownDoubles(this.instants, rows);
    this.ids.set(ids, this.rows);
    this.instants.set(instants, this.rows);
    const ordered = this.inOrder();
    this.rows = rows;
    if (this.source.by === 'arrival') this.order = merged(ordered, this.instants, rows);
  }

  /** All rows, in the order of time. */
  inOrder(): Int32Array {
    return this.order ?? COUNTING.subarray(0, this.rows);
  }

  instantOf(row: number): number {
    return this.instants[row] ?? Number.NaN;
  }

  /** How many rows of a column are filled. */
  lengthOf(name: ColumnName): number {
    const columns = name.kind === 'values' ? this.values : this.codes;
    return columns.get(keyOf(name))?.length ?? 0;
  }

  codeColumn(name: string): CodeColumn {
    return getOrAdd(this.codes, name, () => new CodeColumn());
  }

  valueColumn(name: string): ValueColumn {
    return getOrAdd(this.values, name, () => new ValueColumn());
  }

  /** The segment without all rows but some. @param rows - In their order. */
  keeping(rows: Int32Array): Segment {
    const kept = new Segment(this.source, this.after);
    kept.add(
      Array.from(rows, (row) => this.instantOf(row)),
      Array.from(rows, (row) => this.ids[row] ?? 0),
    );
    for (const [name, column] of this.codes) kept.codes.set(name, column.taking(rows));
    for (const [name, column] of this.values) kept.values.set(name, column.taking(rows));
    return kept;
  }
}

/** A part of time, in microseconds since 1970, both ends inclusive. Without `from` it has no beginning. */
export interface Period {
  readonly from?: number | undefined;
  readonly to: number;
}

/** The part of rows in the order of time that is within a window. */
export function rowsWithin(segment: Segment, rows: Int32Array, { from, to }: Period): Int32Array {
  const start = from === undefined ? 0 : firstAt(segment, rows, from);
  return rows.subarray(start, Math.max(start, firstAt(segment, rows, to + 1)));
}

/** Where the rows begin that are at an instant or later. */
function firstAt({ instants }: Segment, rows: Int32Array, at: number): number {
  let [start, end] = [0, rows.length];
  while (start < end) {
    const middle = (start + end) >>> 1;
    if ((instants[rows[middle] ?? 0] ?? 0) < at) start = middle + 1;
    else end = middle;
  }
  return start;
}

/** 0, 1, 2 and so on. */
const COUNTING = Int32Array.from({ length: MAX_ROWS }, (_, index) => index);

/** Merges new rows, behind those that are in the order of time, into it. */
function merged(ordered: Int32Array, instants: Float64Array, rows: number): Int32Array {
  const at = (row: number | undefined): number => instants[row ?? 0] ?? 0;
  const added = COUNTING.slice(ordered.length, rows).sort((a, b) => at(a) - at(b) || a - b);
  const order = new Int32Array(rows);
  let [next, nextAdded] = [0, 0];
  for (let index = 0; index < rows; index++) {
    const takesAdded =
      next >= ordered.length || (nextAdded < added.length && at(added[nextAdded]) < at(ordered[next]));
    order[index] = (takesAdded ? added[nextAdded++] : ordered[next++]) ?? 0;
  }
  return order;
}
