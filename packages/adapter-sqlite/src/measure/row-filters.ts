import type { Comparison, Condition } from '@memex/core/ports';
import { compareNumerics, doubleOf, fieldKind, type Numeric, textOf } from '@memex/core/toolkit';
import { keyOf } from '../columns/column.js';
import { NO_CODE } from '../columns/dictionary.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import type { ValueColumn } from '../columns/value-column.js';
import type { ValueDictionary } from '../columns/value-dictionary.js';
import type { ColumnName } from '../protocol/columns.js';
import { computeHash } from '../schema/hash.js';
import { indexColumnOf } from './index-column.js';
import type { RowFilter } from './selection.js';

type Ordering = Exclude<Condition, { readonly operation: 'match' | 'term' }>;

/** The column that a condition needs, if it needs one. */
export function columnFor(condition: Condition): ColumnName | undefined {
  if (fieldKind(condition.field) === 'instant') return undefined;
  if (condition.operation === 'match')
    return { kind: 'words', path: condition.field, words: condition.words };
  return indexColumnOf(condition.field)?.name ?? { kind: 'values', path: condition.field };
}

/** The filter of rows whose columns are filled. */
export function filterFor(project: ProjectColumns, condition: Condition): RowFilter {
  const name = columnFor(condition);
  if (name === undefined) return ofInstant(condition);
  const key = keyOf(name);
  if (name.kind === 'words') return hasCode(key, 1);
  if (name.kind === 'codes') return hasCode(key, codeIn(project, condition));
  if (condition.operation === 'match') return NONE;
  const dictionary = project.valueDictionaryOf(key);
  if (condition.operation !== 'term') return hasCell(key, isOrdered(condition, dictionary));
  const { value } = condition;
  return hasCell(key, typeof value === 'number' ? isNumber(value) : isCode(dictionary.find(value)));
}

const NONE: RowFilter = () => new Int32Array(0);

function ofInstant(condition: Condition): RowFilter {
  if (condition.operation === 'match' || typeof condition.value !== 'number') return NONE;
  const { value } = condition;
  const holds = condition.operation === 'term' ? (order: number) => order === 0 : ORDERS[condition.operation];
  return ({ instants }, rows) => rows.filter((row) => holds((instants[row] ?? 0) - value));
}

const ORDERS: Readonly<Record<Comparison, (order: number) => boolean>> = {
  gr: (order) => order > 0,
  gre: (order) => order >= 0,
  lq: (order) => order < 0,
  lqe: (order) => order <= 0,
};

/** The code that a message must have in a column of the index. Ids with equal hashes are taken for one (docs/adr/0015). */
function codeIn(project: ProjectColumns, condition: Condition): number {
  const column = indexColumnOf(condition.field);
  if (column === undefined || condition.operation !== 'term' || typeof condition.value !== 'string')
    return NO_CODE;
  const { codes, name } = column;
  return codes === undefined
    ? project.dictionaryOf(keyOf(name)).find(computeHash(condition.value))
    : (codes.get(condition.value) ?? NO_CODE);
}

function hasCode(key: string, wanted: number): RowFilter {
  if (wanted === NO_CODE) return NONE;
  return (segment, rows) => {
    const { codes } = segment.codeColumn(key);
    const kept = new Int32Array(rows.length);
    let count = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0;
      if (codes[row] === wanted) kept[count++] = row;
    }
    return kept.slice(0, count);
  };
}

/** Whether a value is wanted, by its double (NaN where it has none) and its code ({@link NO_CODE} for a number). */
type CellTest = (number: number, code: number) => boolean;

/** Keeps rows with at least one value that is wanted. */
function hasCell(key: string, isWanted: CellTest): RowFilter {
  const holds = (column: ValueColumn, row: number): boolean => {
    const end = column.endOf(row);
    for (let cell = column.startOf(row); cell < end; cell++)
      if (isWanted(column.numberAt(cell), column.codeAt(cell))) return true;
    return false;
  };
  return (segment, rows) => {
    const column = segment.valueColumn(key);
    const kept = new Int32Array(rows.length);
    let count = 0;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] ?? 0;
      if (holds(column, row)) kept[count++] = row;
    }
    return kept.slice(0, count);
  };
}

function isNumber(wanted: number): CellTest {
  return (number, code) => number === wanted && code === NO_CODE;
}

function isCode(wanted: number): CellTest {
  return (_, code) => code === wanted && wanted !== NO_CODE;
}

/** Whether a number is on one side of a bound. Integers that no double holds are compared by their digits. */
function isOrdered({ operation, value: bound }: Ordering, dictionary: ValueDictionary): CellTest {
  const holds = ORDERS[operation];
  const nearest = doubleOf(bound) ?? beyondDoubles(bound);
  return (number, code) => {
    if (Number.isNaN(number)) return false;
    const integer = code === NO_CODE ? undefined : dictionary.integerOf(code);
    if (integer !== undefined) return holds(compareNumerics(integer, bound));
    return holds(number === nearest ? compareNumerics(number, bound) : number - nearest);
  };
}

function beyondDoubles(integer: Numeric): number {
  return textOf(integer).startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
