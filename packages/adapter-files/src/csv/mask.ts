import type { Cell } from '@memex/core/reports';

/*
 * fast-csv drops NUL characters, and writes nothing for a row with one empty field. Python keeps NUL, and writes `""` for such a row. Both are
 * replaced by a mark and a letter before fast-csv sees them, and restored afterwards. The mark itself, which is rare in texts, is escaped
 * too.
 */
const MARK = '\uf8ff';
const NUL = `${MARK}0`;
const EMPTY = `${MARK}e`;
const MARK_ITSELF = `${MARK}m`;

/** Replaces what fast-csv would lose. */
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
