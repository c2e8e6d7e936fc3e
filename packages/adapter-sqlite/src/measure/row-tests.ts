import type { Comparison, Condition } from '@memex/core/ports';
import { compareNumerics, doubleOf, fieldKind, type Numeric, textOf } from '@memex/core/toolkit';
import { type ColumnName, keyOf } from '../columns/column.js';
import { NO_CODE } from '../columns/dictionary.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import type { ValueDictionary } from '../columns/value-dictionary.js';
import { computeHash } from '../schema/hash.js';
import { indexColumnOf } from './index-column.js';
import type { RowTest } from './selection.js';

type Ordering = Exclude<Condition, { readonly operation: 'match' | 'term' }>;

/** The column that a condition needs, if it needs one. */
export function columnFor(condition: Condition): ColumnName | undefined {
  if (fieldKind(condition.field) === 'instant') return undefined;
  if (condition.operation === 'match')
    return { kind: 'words', path: condition.field, words: condition.words };
  return indexColumnOf(condition.field)?.name ?? { kind: 'values', path: condition.field };
}

/** The test of rows whose columns are filled. */
export function testFor(project: ProjectColumns, condition: Condition): RowTest {
  const name = columnFor(condition);
  if (name === undefined) return ofInstant(condition);
  const key = keyOf(name);
  if (name.kind === 'words') return hasCode(key, 1);
  if (name.kind === 'codes') return hasCode(key, codeIn(project, condition));
  if (condition.operation === 'match') return NEVER;
  const dictionary = project.valueDictionaryOf(key);
  const { operation, value } = condition;
  if (operation !== 'term') return someNumber(key, dictionary, { field: condition.field, operation, value });
  return typeof value === 'number' ? isSomeNumber(key, value) : hasSomeCode(key, dictionary.find(value));
}

const NEVER: RowTest = () => () => false;

function ofInstant(condition: Condition): RowTest {
  if (condition.operation === 'match' || typeof condition.value !== 'number') return NEVER;
  const { value } = condition;
  const holds = condition.operation === 'term' ? (order: number) => order === 0 : ORDERS[condition.operation];
  return ({ instants }) =>
    (row) =>
      holds((instants[row] ?? 0) - value);
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

function hasCode(key: string, wanted: number): RowTest {
  if (wanted === NO_CODE) return NEVER;
  return (segment) => {
    const { codes } = segment.codeColumn(key);
    return (row) => codes[row] === wanted;
  };
}

function hasSomeCode(key: string, wanted: number): RowTest {
  if (wanted === NO_CODE) return NEVER;
  return (segment) => {
    const column = segment.valueColumn(key);
    return (row) => {
      const end = column.endOf(row);
      for (let cell = column.startOf(row); cell < end; cell++)
        if (column.codeAt(cell) === wanted) return true;
      return false;
    };
  };
}

function isSomeNumber(key: string, wanted: number): RowTest {
  return (segment) => {
    const column = segment.valueColumn(key);
    return (row) => {
      const end = column.endOf(row);
      for (let cell = column.startOf(row); cell < end; cell++)
        if (column.numberAt(cell) === wanted && column.codeAt(cell) === NO_CODE) return true;
      return false;
    };
  };
}

/** Whether a row has a number on one side of a bound. Integers that no double holds are compared by their digits. */
function someNumber(
  key: string,
  dictionary: ValueDictionary,
  { operation, value: bound }: Ordering,
): RowTest {
  const holds = ORDERS[operation];
  const nearest = doubleOf(bound) ?? beyondDoubles(bound);
  const holdsFor = (number: number): boolean =>
    holds(number === nearest ? compareNumerics(number, bound) : number - nearest);
  return (segment) => {
    const column = segment.valueColumn(key);
    return (row) => {
      const end = column.endOf(row);
      for (let cell = column.startOf(row); cell < end; cell++) {
        const number = column.numberAt(cell);
        if (Number.isNaN(number)) continue;
        const code = column.codeAt(cell);
        const integer = code === NO_CODE ? undefined : dictionary.integerOf(code);
        if (integer === undefined ? holdsFor(number) : holds(compareNumerics(integer, bound))) return true;
      }
      return false;
    };
  };
}

function beyondDoubles(integer: Numeric): number {
  return textOf(integer).startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}
