import { NO_CODE } from '../columns/dictionary.js';
import type { Segment } from '../columns/segment.js';
import type { Selection } from './selection.js';

/** The codes of rows, in a list that is used again for the next rows; {@link NO_CODE} stands for none. */
export type CodesOf = (segment: Segment, rows: Int32Array) => Int32Array;

/** The codes of a column that has one for each row. */
export function codesIn(key: string): CodesOf {
  const list = reusedList();
  return (segment, rows) => {
    const { codes } = segment.codeColumn(key);
    const found = list(rows.length);
    for (let index = 0; index < rows.length; index++) found[index] = codes[rows[index] ?? 0] ?? NO_CODE;
    return found;
  };
}

/** The codes of all values that have one. */
export function valueCodesIn(key: string): CodesOf {
  const list = reusedList();
  return (segment, rows) => {
    const column = segment.valueColumn(key);
    const { ends, codes } = column;
    if (codes === undefined) return NONE;
    const found = list(column.countCells(rows));
    let count = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0;
      const end = ends[row] ?? 0;
      for (let cell = row === 0 ? 0 : (ends[row - 1] ?? 0); cell < end; cell++)
        found[count++] = codes[cell] ?? NO_CODE;
    }
    return found;
  };
}

const NONE = new Int32Array(0);

function reusedList(): (length: number) => Int32Array {
  let list = new Int32Array(0);
  return (length) => {
    if (list.length < length) list = new Int32Array(length);
    return list.subarray(0, length);
  };
}

/**
 * Counts different codes, of one selection after the other. What was seen in the one before needs no clearing: each selection has a
 * mark of its own.
 *
 * @param size - Codes are below.
 */
export function distinctCounter(size: number, codesOf: CodesOf): (selection: Selection) => number {
  const seen = new Int32Array(size);
  let mark = 0;
  return (selection) => {
    mark++;
    let count = 0;
    for (const { segment, rows } of selection) {
      const codes = codesOf(segment, rows);
      for (let index = 0; index < codes.length; index++) {
        const code = codes[index] ?? NO_CODE;
        if (code === NO_CODE || seen[code] === mark) continue;
        seen[code] = mark;
        count++;
      }
    }
    return count;
  };
}

/** Likewise counts the codes that are there once. */
export function singletonCounter(size: number, codesOf: CodesOf): (selection: Selection) => number {
  const [once, again] = [new Int32Array(size), new Int32Array(size)];
  let mark = 0;
  return (selection) => {
    mark++;
    let count = 0;
    for (const { segment, rows } of selection) {
      const codes = codesOf(segment, rows);
      for (let index = 0; index < codes.length; index++) {
        const code = codes[index] ?? NO_CODE;
        if (code === NO_CODE || again[code] === mark) continue;
        const isFirst = once[code] !== mark;
        count += isFirst ? 1 : -1;
        if (isFirst) once[code] = mark;
        else again[code] = mark;
      }
    }
    return count;
  };
}
