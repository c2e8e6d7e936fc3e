/** A column of a printed table. */
export interface Column {
  readonly name: string;
  readonly cells: readonly string[];
  /** Numbers are aligned to the right. */
  readonly isNumeric: boolean;
}

const GAP = '  ';
const MIN_LABEL = 12;

/**
 * Prints columns side by side, within a width. What does not fit goes below, in another table that begins with the leading columns
 * again. Long texts are cut.
 *
 * @param leading - What rows are about.
 */
export function printColumns(
  leading: readonly Column[],
  others: readonly Column[],
  width: number,
): readonly string[] {
  const [first, ...more] = blocksOf(
    leading.map((column) => cut(column, width)),
    others,
    width,
  );
  return [...tableLines(first ?? []), ...more.flatMap((block) => ['', ...tableLines(block)])];
}

/** As many columns as fit, at least one besides the leading ones. */
function blocksOf(
  leading: readonly Column[],
  others: readonly Column[],
  width: number,
): readonly (readonly Column[])[] {
  const blocks: Column[][] = [];
  let room = 0;
  for (const column of others) {
    const needed = GAP.length + widthOf(column);
    const block = blocks.at(-1);
    if (block !== undefined && needed <= room) block.push(column);
    else {
      blocks.push([...leading, column]);
      room = width - leading.reduce((sum, one) => sum + widthOf(one) + GAP.length, 0) + GAP.length;
    }
    room -= needed;
  }
  return blocks;
}

function cut(column: Column, width: number): Column {
  const max = Math.max(MIN_LABEL, Math.floor(width / 2));
  return { ...column, cells: column.cells.map((cell) => cutText(cell, max)) };
}

/** A text within so many columns of a terminal; one that is cut ends in `…`. */
export function cutText(text: string, max: number): string {
  if (displayWidth(text) <= max) return text;
  let shown = '';
  for (const char of text) {
    if (displayWidth(`${shown}${char}`) >= max) break;
    shown += char;
  }
  return `${shown}…`;
}

/** A table of columns, as wide as they are. */
export function tableLines(columns: readonly Column[]): readonly string[] {
  const count = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const rows = Array.from({ length: count }, (_, row) =>
    columns.map((column) => padded(column, column.cells[row] ?? '')),
  );
  const named = columns.some(({ name }) => name !== '')
    ? [columns.map((column) => padded(column, column.name))]
    : [];
  return [...named, ...rows].map((cells) => cells.join(GAP).trimEnd());
}

function padded(column: Column, text: string): string {
  const space = ' '.repeat(widthOf(column) - displayWidth(text));
  return column.isNumeric ? space + text : text + space;
}

/** How wide a column is. */
export function widthOf({ name, cells }: Column): number {
  return cells.reduce((max, cell) => Math.max(max, displayWidth(cell)), displayWidth(name));
}

/** How many columns of a terminal a text takes. */
function displayWidth(text: string): number {
  let width = 0;
  for (const char of text) width += /\p{M}|\u200d/u.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

const WIDE =
  /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\uff01-\uff60]/u;
