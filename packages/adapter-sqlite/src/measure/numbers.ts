import { NO_CODE } from '../columns/dictionary.js';
import { NumberSet } from './number-set.js';
import type { Selection } from './selection.js';

/** Gathers the numbers of a column of values, in no particular order. Integers that no double holds are the doubles nearest to them. */
export function numbersOf(key: string, selection: Selection): Float64Array {
  return gathered(key, selection, true);
}

/** Gathers the numbers that doubles hold. */
export function doublesOf(key: string, selection: Selection): Float64Array {
  return gathered(key, selection, false);
}

export function instantsOf(selection: Selection): Float64Array {
  const instants = new Float64Array(selection.reduce((sum, { rows }) => sum + rows.length, 0));
  let count = 0;
  for (const { segment, rows } of selection)
    for (const row of rows) instants[count++] = segment.instantOf(row);
  return instants;
}

/** How many different numbers there are. */
export function countDifferent(numbers: Float64Array): number {
  const different = new NumberSet();
  different.addAll(numbers);
  return different.size;
}

function gathered(key: string, selection: Selection, withIntegers: boolean): Float64Array {
  const numbers = new Float64Array(
    selection.reduce((sum, { segment, rows }) => sum + segment.valueColumn(key).countCells(rows), 0),
  );
  let count = 0;
  for (const { segment, rows } of selection) {
    const { ends, numbers: own, codes } = segment.valueColumn(key);
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0;
      const end = ends[row] ?? 0;
      for (let cell = row === 0 ? 0 : (ends[row - 1] ?? 0); cell < end; cell++) {
        const number = own[cell] ?? Number.NaN;
        const isTaken = withIntegers || codes === undefined || codes[cell] === NO_CODE;
        if (isTaken && !Number.isNaN(number)) numbers[count++] = number;
      }
    }
  }
  return numbers.subarray(0, count);
}
