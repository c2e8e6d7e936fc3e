import { stringifyJson } from '../json/exact-json.js';

/** A cell of a table. Null is written as an empty cell. */
export type Cell = string | number | null;

/** A table: the names of its columns, and rows with a cell for each. */
export interface CellTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The cell of a value: texts and numbers as they are, everything else as JSON. */
export function cellOf(value: unknown): Cell {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' || typeof value === 'number' ? value : stringifyJson(value);
}

/**
 * Adds an apostrophe to text that a spreadsheet would run as a formula: text that begins with `=`, `+`, `-`, `@`, a tab or a
 * carriage return. Numbers stay numbers, even if negative.
 *
 * Source: {@link https://owasp.org/www-community/attacks/CSV_Injection | OWASP, CSV Injection}
 */
export function safeCell(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
