import { NO_CODE } from '../columns/dictionary.js';
import type { Selection } from './selection.js';

/** How many cells or rows have each code; codes without any are not visited. */
export type EachCode = (selection: Selection, visit: (code: number) => void) => void;

/** The codes of a column that has one for each row. */
export function codesIn(key: string): EachCode {
  return (selection, visit) => {
    for (const { segment, rows } of selection) {
      const { codes } = segment.codeColumn(key);
      for (const row of rows) {
        const code = codes[row] ?? NO_CODE;
        if (code !== NO_CODE) visit(code);
      }
    }
  };
}

/** The codes of all values that have one. */
export function valueCodesIn(key: string): EachCode {
  return (selection, visit) => {
    for (const { segment, rows } of selection) {
      const column = segment.valueColumn(key);
      if (column.codes === undefined) continue;
      for (const row of rows) {
        const end = column.endOf(row);
        for (let cell = column.startOf(row); cell < end; cell++) {
          const code = column.codeAt(cell);
          if (code !== NO_CODE) visit(code);
        }
      }
    }
  };
}

/**
 * Counts different codes, of one selection after the other. What was seen in the one before needs no clearing: each selection has a
 * mark of its own.
 *
 * @param size - Codes are below.
 */
export function distinctCounter(size: number, each: EachCode): (selection: Selection) => number {
  const seen = new Int32Array(size);
  let mark = 0;
  return (selection) => {
    mark++;
    let count = 0;
    each(selection, (code) => {
      if (seen[code] === mark) return;
      seen[code] = mark;
      count++;
    });
    return count;
  };
}

/** Likewise counts the codes that are there once. */
export function singletonCounter(size: number, each: EachCode): (selection: Selection) => number {
  const [once, again] = [new Int32Array(size), new Int32Array(size)];
  let mark = 0;
  return (selection) => {
    mark++;
    let count = 0;
    each(selection, (code) => {
      if (again[code] === mark) return;
      if (once[code] === mark) {
        again[code] = mark;
        count--;
      } else {
        once[code] = mark;
        count++;
      }
    });
    return count;
  };
}

/** Likewise counts how often each code is there. */
export function codeCounter(size: number, each: EachCode): (selection: Selection) => Float64Array {
  return (selection) => {
    const counts = new Float64Array(size);
    each(selection, (code) => {
      counts[code] = (counts[code] ?? 0) + 1;
    });
    return counts;
  };
}
