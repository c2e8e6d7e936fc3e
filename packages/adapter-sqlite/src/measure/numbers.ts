import { NO_CODE } from '../columns/dictionary.js';
import type { Segment } from '../columns/segment.js';
import type { Selection } from './selection.js';

/** Gathers the numbers of a column of values, in no particular order. Integers that no double holds are the doubles nearest to them. */
export function numbersOf(key: string, selection: Selection): Float64Array {
  return gathered(key, selection, () => true);
}

/** Gathers the numbers that doubles hold. */
export function doublesOf(key: string, selection: Selection): Float64Array {
  return gathered(key, selection, (code) => code === NO_CODE);
}

export function instantsOf(selection: Selection): Float64Array {
  const instants = new Float64Array(selection.reduce((sum, { rows }) => sum + rows.length, 0));
  let count = 0;
  for (const { segment, rows } of selection)
    for (const row of rows) instants[count++] = segment.instantOf(row);
  return instants;
}

/** How many different numbers there are. Sorts them in place. */
export function countDifferent(numbers: Float64Array): number {
  numbers.sort();
  let count = 0;
  for (let index = 0; index < numbers.length; index++)
    if (index === 0 || numbers[index] !== numbers[index - 1]) count++;
  return count;
}

function gathered(key: string, selection: Selection, takes: (code: number) => boolean): Float64Array {
  const cells = selection.reduce((sum, { segment, rows }) => sum + cellsOf(key, segment, rows), 0);
  const numbers = new Float64Array(cells);
  let count = 0;
  for (const { segment, rows } of selection) {
    const column = segment.valueColumn(key);
    for (const row of rows) {
      const end = column.endOf(row);
      for (let cell = column.startOf(row); cell < end; cell++) {
        const number = column.numberAt(cell);
        if (!Number.isNaN(number) && takes(column.codeAt(cell))) numbers[count++] = number;
      }
    }
  }
  return numbers.subarray(0, count);
}

function cellsOf(key: string, segment: Segment, rows: Int32Array): number {
  const column = segment.valueColumn(key);
  let cells = 0;
  for (const row of rows) cells += column.endOf(row) - column.startOf(row);
  return cells;
}
