import { NO_CODE } from './dictionary.js';
import { grownInts } from './grown.js';

/** A column that has one small number for each row, or {@link NO_CODE}. Rows are only ever added at the end. */
export class CodeColumn {
  codes = new Int32Array(0);
  length = 0;

  get bytes(): number {
    return this.codes.byteLength;
  }

  add(code: number): void {
    this.codes = grownInts(this.codes, this.length + 1);
    this.codes[this.length++] = code;
  }

  /** Adds rows that were read elsewhere. @param own - What their codes are here; the same if it is missing. */
  append(codes: Int32Array, own?: Int32Array): void {
    const start = this.length;
    this.length += codes.length;
    this.codes = grownInts(this.codes, this.length);
    this.codes.set(codes, start);
    if (own === undefined) return;
    for (let row = start; row < this.length; row++) {
      const code = this.codes[row] ?? NO_CODE;
      if (code !== NO_CODE) this.codes[row] = own[code] ?? NO_CODE;
    }
  }

  /** The column of some of the rows. */
  taking(rows: Int32Array): CodeColumn {
    const taken = new CodeColumn();
    for (const row of rows) if (row < this.length) taken.add(this.codes[row] ?? NO_CODE);
    return taken;
  }

  /** Replaces each code. */
  recode(replacing: (code: number) => number): void {
    for (let row = 0; row < this.length; row++) {
      const code = this.codes[row] ?? NO_CODE;
      if (code !== NO_CODE) this.codes[row] = replacing(code);
    }
  }
}
