/** One cell of a table; null is written as an empty one. */
export type Cell = string | number | null;

/**
 * The cell with an apostrophe before what a spreadsheet would run as a formula: a text that begins with `=`, `+`, `-`, `@`, a tab or a
 * carriage return. Numbers stay numbers, negative ones too.
 */
export function safeCell(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
