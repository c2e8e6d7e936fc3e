/** A cell of a table. Null is written as an empty cell. */
export type Cell = string | number | null;

/**
 * Adds an apostrophe to text that a spreadsheet would run as a formula: text that begins with `=`, `+`, `-`, `@`, a tab or a
 * carriage return. Numbers stay numbers, even if negative.
 */
export function safeCell(cell: Cell): Cell {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
