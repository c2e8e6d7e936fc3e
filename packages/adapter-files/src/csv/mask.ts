import type { Cell } from '@memex/core/reports';

/*
 * fast-csv drops NUL, and writes nothing for a row of one empty field, where Python keeps the one and writes `""` for the other. Both
 * pass through it as a mark and a letter; the mark itself, which texts hardly ever hold, passes as two.
 */
const MARK = '\uf8ff';
const NUL = `${MARK}0`;
const EMPTY = `${MARK}e`;
const MARK_ITSELF = `${MARK}m`;

/** The cells of a row as fast-csv keeps them whole. */
export function maskRow(cells: readonly Cell[]): string[] {
  const texts = cells.map((cell) => mask(cell === null ? '' : String(cell)));
  return texts.length === 1 && texts[0] === '' ? [EMPTY] : texts;
}

function mask(text: string): string {
  if (!/[\0\uf8ff]/.test(text)) return text;
  return text.replaceAll(MARK, MARK_ITSELF).replaceAll('\0', NUL);
}

/** What fast-csv made of masked rows, as Python would have written it. */
export function unmask(text: string): string {
  return text.includes(MARK)
    ? text.replaceAll(EMPTY, '""').replaceAll(NUL, '\0').replaceAll(MARK_ITSELF, MARK)
    : text;
}
