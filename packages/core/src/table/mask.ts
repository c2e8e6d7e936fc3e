import type { Cell } from './cell.js';

/*
 * Formatters of CSV drop NUL characters, and write nothing for a row with one empty field (fast-csv does). Python keeps NUL, and writes
 * `""` for such a row. Both are replaced by a mark and a letter before a formatter sees them, and restored afterwards. The mark itself,
 * which is rare in texts, is escaped too.
 */
const MARK = '\uf8ff';
const NUL = `${MARK}0`;
const EMPTY = `${MARK}e`;
const MARK_ITSELF = `${MARK}m`;

/** The texts of a row, with marks in place of what a formatter of CSV would lose. */
export function maskRow(cells: readonly Cell[]): string[] {
  const texts = cells.map((cell) => mask(cell === null ? '' : String(cell)));
  return texts.length === 1 && texts[0] === '' ? [EMPTY] : texts;
}

function mask(text: string): string {
  if (!/[\0\uf8ff]/.test(text)) return text;
  return text.replaceAll(MARK, MARK_ITSELF).replaceAll('\0', NUL);
}

/** Restores what {@link maskRow} replaced, as Python would have written it. */
export function unmask(text: string): string {
  return text.includes(MARK)
    ? text.replaceAll(EMPTY, '""').replaceAll(NUL, '\0').replaceAll(MARK_ITSELF, MARK)
    : text;
}
