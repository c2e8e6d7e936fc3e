import type { FieldPath } from '@memex/core/ports';
import { fieldKind, type Scalar } from '@memex/core/toolkit';
import { keyOf } from '../columns/column.js';
import { NO_CODE } from '../columns/dictionary.js';
import { readLeaves } from '../columns/path-leaf.js';
import type { ProjectColumns } from '../columns/project-columns.js';
import type { Segment } from '../columns/segment.js';
import type { Connection } from '../schema/connection.js';
import { indexColumnOf } from './index-column.js';

/** The values of rows, each with its row. Values stand for numbers, counted from 0. A row has each of its values once. */
export interface Cells {
  readonly rows: Int32Array;
  readonly values: Int32Array;
}

/** Reads the values of a field from columns. */
export interface CellReader {
  read(segment: Segment, rows: Int32Array): Cells;
  /** Numbers of values are below. */
  size(): number;
  /** What each of some numbers stands for. @param ids - For each number a message that has the value. */
  valuesOf(values: Int32Array, ids: readonly number[]): readonly Scalar[];
}

/** Reads what is at the path in messages. */
type ReadValues = (ids: readonly number[]) => readonly (readonly Scalar[])[];

export function cellReader(project: ProjectColumns, path: FieldPath, connection: Connection): CellReader {
  if (fieldKind(path) === 'instant') return instantReader();
  const readValues: ReadValues = (ids) => readLeaves(connection, path, ids);
  return indexColumnOf(path) === undefined
    ? valueReader(project, path, readValues)
    : codeReader(project, path, readValues);
}

function instantReader(): CellReader {
  const numbering = createNumbering(0);
  return {
    read: ({ instants }, rows) => ({ rows, values: rows.map((row) => numbering.of(instants[row] ?? 0)) }),
    size: () => numbering.end(),
    valuesOf: (values) => Array.from(values, numbering.numberOf),
  };
}

function codeReader(project: ProjectColumns, path: FieldPath, readValues: ReadValues): CellReader {
  const indexed = indexColumnOf(path);
  if (indexed === undefined) throw new TypeError(`${path} is in no index`);
  const { name, codes } = indexed;
  const key = keyOf(name);
  const texts = codes && new Map([...codes].map(([text, code]) => [code, text]));
  return {
    read: (segment, rows) => {
      const { codes: own } = segment.codeColumn(key);
      const [cellRows, values] = [new Int32Array(rows.length), new Int32Array(rows.length)];
      let count = 0;
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index] ?? 0;
        const code = own[row] ?? NO_CODE;
        if (code === NO_CODE) continue;
        cellRows[count] = row;
        values[count++] = code;
      }
      return { rows: cellRows.subarray(0, count), values: values.subarray(0, count) };
    },
    size: () => (codes === undefined ? project.dictionaryOf(key).size : Math.max(...codes.values()) + 1),
    valuesOf: (values, ids) =>
      texts === undefined
        ? readValues(ids).map(([value]) => value ?? missing(path))
        : Array.from(values, (code) => texts.get(code) ?? missing(path)),
  };
}

/** Codes stand for themselves, and numbers for what comes behind the codes. */
function valueReader(project: ProjectColumns, path: FieldPath, readValues: ReadValues): CellReader {
  const key = keyOf({ kind: 'values', path });
  const dictionary = project.valueDictionaryOf(key);
  const numbering = createNumbering(dictionary.size);
  return {
    read: (segment, rows) => {
      const column = segment.valueColumn(key);
      const cells = column.countCells(rows);
      const [cellRows, values] = [new Int32Array(cells), new Int32Array(cells)];
      let count = 0;
      for (let index = 0; index < rows.length; index++) {
        const row = rows[index] ?? 0;
        const start = count;
        const end = column.endOf(row);
        for (let cell = column.startOf(row); cell < end; cell++) {
          const code = column.codeAt(cell);
          const value = code === NO_CODE ? numbering.of(column.numberAt(cell)) : code;
          if (count > start && values.subarray(start, count).includes(value)) continue;
          cellRows[count] = row;
          values[count++] = value;
        }
      }
      return { rows: cellRows.subarray(0, count), values: values.subarray(0, count) };
    },
    size: () => numbering.end(),
    valuesOf: (values, ids) => {
      const known = Array.from(values, (value) =>
        value < dictionary.size ? dictionary.integerOf(value) : numbering.numberOf(value),
      );
      const read = readValues(ids.filter((_, index) => known[index] === undefined));
      let next = 0;
      return known.map((scalar, index) => {
        if (scalar !== undefined) return scalar;
        const isIt = (one: Scalar): boolean =>
          typeof one !== 'number' && dictionary.find(one) === values[index];
        return read[next++]?.find(isIt) ?? missing(path);
      });
    },
  };
}

/** Numbers for doubles, from a first one on. */
function createNumbering(first: number) {
  const known = new Map<number, number>();
  const doubles: number[] = [];
  return {
    of: (double: number): number => {
      const found = known.get(double);
      if (found !== undefined) return found;
      known.set(double, first + doubles.length);
      return first + doubles.push(double) - 1;
    },
    end: () => first + doubles.length,
    numberOf: (value: number): number => doubles[value - first] ?? Number.NaN,
  };
}

function missing(path: string): never {
  throw new TypeError(`a message has no longer what a column has of ${path}`);
}
