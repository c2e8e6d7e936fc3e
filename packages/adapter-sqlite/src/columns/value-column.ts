import { doubleOf, type Scalar } from '@memex/core/toolkit';
import type { ReadCells } from '../protocol/columns.js';
import { NO_CODE } from './dictionary.js';
import { grownDoubles, grownInts } from './grown.js';

/**
 * A column that has any number of values for each row: those at the path of a field. Values stand in cells, the cells of a row next to
 * each other. A number is kept as it is. Every other value has a code: a text, a boolean, an integer that no double holds (which has
 * the double nearest to it as well). Rows are only ever added at the end.
 */
export class ValueColumn {
  /** Where the cells of each row end. They begin where those of the row before it end. */
  ends = new Int32Array(0);
  /** The double of each cell; NaN where it has none. */
  numbers = new Float64Array(0);
  /** The code of each cell; {@link NO_CODE} for a number. Undefined while all are numbers. */
  codes: Int32Array<ArrayBuffer> | undefined;
  length = 0;
  private cells = 0;

  get bytes(): number {
    return this.ends.byteLength + this.numbers.byteLength + (this.codes?.byteLength ?? 0);
  }

  add(values: readonly Scalar[], encode: (value: Scalar) => number): void {
    for (const value of values) {
      const code = typeof value === 'number' ? NO_CODE : encode(value);
      this.addCell(doubleOf(value) ?? Number.NaN, code);
    }
    this.endRow();
  }

  startOf(row: number): number {
    return row === 0 ? 0 : (this.ends[row - 1] ?? 0);
  }

  endOf(row: number): number {
    return this.ends[row] ?? 0;
  }

  codeAt(cell: number): number {
    return this.codes?.[cell] ?? NO_CODE;
  }

  numberAt(cell: number): number {
    return this.numbers[cell] ?? Number.NaN;
  }

  /** How many cells rows have. */
  countCells(rows: Int32Array): number {
    const { ends } = this;
    let cells = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0;
      cells += (ends[row] ?? 0) - (row === 0 ? 0 : (ends[row - 1] ?? 0));
    }
    return cells;
  }

  /** What it has, without its dictionary. */
  read(): ReadCells {
    return {
      ends: this.ends.slice(0, this.length),
      numbers: this.numbers.slice(0, this.cells),
      codes: this.codes?.slice(0, this.cells),
    };
  }

  /** Adds rows that were read elsewhere. @param own - What their codes are here. */
  append({ ends, numbers, codes }: ReadCells, own: Int32Array): void {
    const [firstRow, firstCell] = [this.length, this.cells];
    this.length += ends.length;
    this.cells += numbers.length;
    this.ends = grownInts(this.ends, this.length);
    for (let row = 0; row < ends.length; row++) this.ends[firstRow + row] = firstCell + (ends[row] ?? 0);
    this.numbers = grownDoubles(this.numbers, this.cells);
    this.numbers.set(numbers, firstCell);
    if (codes === undefined && this.codes === undefined) return;
    const kept = this.codes ?? new Int32Array(this.numbers.length).fill(NO_CODE);
    this.codes = grownInts(kept, this.cells);
    for (let cell = 0; cell < numbers.length; cell++) {
      const code = codes?.[cell] ?? NO_CODE;
      this.codes[firstCell + cell] = code === NO_CODE ? NO_CODE : (own[code] ?? NO_CODE);
    }
  }

  /** The column of some of the rows. */
  taking(rows: Int32Array): ValueColumn {
    const taken = new ValueColumn();
    for (const row of rows) {
      if (row >= this.length) continue;
      const end = this.endOf(row);
      for (let cell = this.startOf(row); cell < end; cell++)
        taken.addCell(this.numberAt(cell), this.codeAt(cell));
      taken.endRow();
    }
    return taken;
  }

  /** Replaces each code. */
  recode(replacing: (code: number) => number): void {
    const { codes } = this;
    if (codes === undefined) return;
    for (let cell = 0; cell < this.cells; cell++) {
      const code = codes[cell] ?? NO_CODE;
      if (code !== NO_CODE) codes[cell] = replacing(code);
    }
  }

  private addCell(number: number, code: number): void {
    const cell = this.cells++;
    this.numbers = grownDoubles(this.numbers, this.cells);
    this.numbers[cell] = number;
    if (code === NO_CODE && this.codes === undefined) return;
    this.codes = grownInts(this.codes ?? new Int32Array(this.numbers.length).fill(NO_CODE), this.cells);
    this.codes[cell] = code;
  }

  private endRow(): void {
    this.ends = grownInts(this.ends, this.length + 1);
    this.ends[this.length++] = this.cells;
  }
}
