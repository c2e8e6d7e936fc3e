import { type Answered, type Cell, type CellTable, resultTable } from '@memex/core/toolkit';
import { type Column, printColumns } from '../terminal/columns.js';
import { visible } from '../terminal/visible.js';
import { titleOf } from './descriptor-title.js';
import { shownTimes } from './shown-times.js';

/**
 * Prints results for people: for each what was asked, the windows, and the numbers. Numbers have six digits after which people do not
 * look; `~` marks an estimate.
 *
 * @param width - Of the terminal. Tables that are wider are printed in parts, one below the other.
 */
export function printResults(answered: readonly Answered[], zone: string, width: number): readonly string[] {
  return answered.flatMap((one, index) => [
    ...(index === 0 ? [] : ['']),
    `${index + 1}. ${titleOf(one.descriptor)}`,
    ...bodyOf(one, zone, width - INDENT.length).map((line) => (line === '' ? '' : INDENT + line)),
  ]);
}

const INDENT = '   ';

type Row = ReadonlyMap<string, Cell>;

function bodyOf(answered: Answered, zone: string, width: number): readonly string[] {
  const table = resultTable([answered], zone);
  const rows = table.rows.map(
    (cells) => new Map(table.columns.map((name, index) => [name, cells[index] ?? null])),
  );
  if (rows.length === 0) return ['nothing'];
  const isCompared = rows.some((row) => row.get('window') === 'previous');
  const isSegmented = answered.descriptor.type === 'segmentation';
  const isDivided = answered.descriptor.interval !== undefined;
  const figures = figuresOf(table, rows, isSegmented || answered.descriptor.type === 'count');
  const lines =
    isSegmented || isDivided
      ? printColumns(leadingOf(rows, { isCompared, isSegmented, isDivided }), figures, width)
      : printColumns(...sideways(figures, rows, isCompared), width);
  return [...spansOf(rows, zone), ...lines];
}

/** The windows that the numbers are about. */
function spansOf(rows: readonly Row[], zone: string): readonly string[] {
  const spanOf = (window: string): string | undefined => {
    const row = rows.find((one) => one.get('window') === window && one.get('interval') === null);
    return row && `${row.get('from') ?? 'the beginning'} to ${row.get('to')}`;
  };
  const [current, previous] = [spanOf('current'), spanOf('previous')];
  return [
    ...(current === undefined ? [] : [`${current}, ${zone}`]),
    ...(previous === undefined ? [] : [`previous: ${previous}`]),
  ];
}

/** What each row is about, as far as rows differ in it. */
function leadingOf(
  rows: readonly Row[],
  {
    isCompared,
    isSegmented,
    isDivided,
  }: Readonly<Record<'isCompared' | 'isSegmented' | 'isDivided', boolean>>,
): readonly Column[] {
  const column = (name: string, cells: readonly string[]): Column => ({ name, cells, isNumeric: false });
  const times = shownTimes(
    rows.map((row) => (row.get('interval') === null ? null : (row.get('from') ?? null))),
  );
  return [
    ...(isCompared
      ? [
          column(
            'window',
            rows.map((row) => String(row.get('window'))),
          ),
        ]
      : []),
    ...(isDivided
      ? [
          column(
            'from',
            times.map((time) => time ?? 'whole window'),
          ),
        ]
      : []),
    ...(isSegmented ? [column('segment', rows.map(labelOf))] : []),
  ];
}

function labelOf(row: Row): string {
  if (row.get('rest') !== null) return '(the rest)';
  const label = String(row.get('segment') ?? '');
  return label === '' ? '""' : visible(label);
}

/** Columns of `resultTable` that are no numbers. */
const ABOUT = new Set(
  'descriptor metric field window interval from to segment rest approximate timeZone'.split(' '),
);

function figuresOf({ columns }: CellTable, rows: readonly Row[], hasCount: boolean): readonly Column[] {
  const isUsed = (name: string): boolean =>
    name !== 'count' || hasCount || rows.some((row) => row.get(name) !== null);
  const names = columns.filter((name) => !ABOUT.has(name) && isUsed(name));
  return names.map((name) => ({
    name,
    isNumeric: true,
    cells: rows.map(
      (row) => `${row.get('approximate') === null ? '' : '~'}${numberText(row.get(name) ?? null)}`,
    ),
  }));
}

/** Numbers below each other, and windows side by side. */
function sideways(
  figures: readonly Column[],
  rows: readonly Row[],
  isCompared: boolean,
): readonly [leading: readonly Column[], others: readonly Column[]] {
  if (figures.length === 0) return [[], [{ name: '', cells: ['nothing'], isNumeric: false }]];
  const windows = rows.map((row, index) => ({
    name: isCompared ? String(row.get('window')) : '',
    cells: figures.map(({ cells }) => cells[index] ?? ''),
    isNumeric: true,
  }));
  const [current, previous] = rows;
  const change = {
    name: 'change',
    cells: figures.map(({ name }) => changeText(current?.get(name), previous?.get(name))),
    isNumeric: true,
  };
  return [
    [{ name: '', cells: figures.map(({ name }) => name), isNumeric: false }],
    isCompared ? [...windows, change] : windows,
  ];
}

/** How much more there is now, in percent of before. */
function changeText(current: Cell | undefined, previous: Cell | undefined): string {
  if (typeof current !== 'number' || typeof previous !== 'number' || previous === 0) return '-';
  const percent = ((current - previous) / Math.abs(previous)) * 100;
  return `${percent > 0 ? '+' : ''}${percent.toFixed(1)} %`;
}

const DIGITS = 6;

function numberText(cell: Cell): string {
  if (cell === null) return '-';
  return typeof cell === 'number' && !Number.isInteger(cell)
    ? String(Number(cell.toPrecision(DIGITS)))
    : String(cell);
}
