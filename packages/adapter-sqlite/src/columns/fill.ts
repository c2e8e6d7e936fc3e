import { wordsOf } from '@memex/core/toolkit';
import type { SqlValue } from '../driver/driver.js';
import type { Connection } from '../schema/connection.js';
import { computeHash } from '../schema/hash.js';
import { TYPE_CODES } from '../schema/tables.js';
import { type Part, readChunk } from './chunk.js';
import type { CodeColumn } from './code-column.js';
import { type ColumnName, dictionaryKeyOf, keyOf } from './column.js';
import { type Dictionary, NO_CODE } from './dictionary.js';
import { readHashes } from './integer-list.js';
import { leafPart, leafValues, type ReadMessage } from './path-leaf.js';
import type { ProjectColumns } from './project-columns.js';
import type { Segment } from './segment.js';

/** What columns are read with. */
export interface FillOptions {
  readonly connection: Connection;
  readonly readMessage: ReadMessage;
  /** Called before each chunk. May throw, to stop. */
  readonly refuseAbandoned: () => void;
}

/** A column that is being filled: what to read for it, and what to do with it. */
interface Filling {
  readonly part: Part;
  readonly length: number;
  readonly take: (read: SqlValue | undefined) => void;
}

/** Fills columns of a segment up to its last row. Those that lack the same rows are read together. */
export function fillColumns(
  project: ProjectColumns,
  segment: Segment,
  names: readonly ColumnName[],
  options: FillOptions,
): void {
  const missing = names
    .map((name) => fillingOf(project, segment, name, options))
    .filter(({ length }) => length < segment.rows);
  for (const length of new Set(missing.map((filling) => filling.length))) {
    const together = missing.filter((filling) => filling.length === length);
    fillFrom(project, segment, length, together, options);
  }
}

function fillFrom(
  { id }: ProjectColumns,
  segment: Segment,
  length: number,
  fillings: readonly Filling[],
  { connection, refuseAbandoned }: FillOptions,
): void {
  const parts = fillings.map(({ part }) => part);
  const perChunk = parts.some(({ needsText }) => needsText) ? TEXTS_PER_CHUNK : ROWS_PER_CHUNK;
  for (let row = length; row < segment.rows; ) {
    refuseAbandoned();
    const after = row === 0 ? segment.after : segment.placeOf(row - 1);
    const limit = Math.min(perChunk, segment.rows - row);
    const read = readChunk(connection, { project: id, source: segment.source, after, limit, parts });
    for (const [index, { take }] of fillings.entries()) take(read[index]);
    row += limit;
  }
}

export const ROWS_PER_CHUNK = 4_000;
const TEXTS_PER_CHUNK = 500;

function fillingOf(
  project: ProjectColumns,
  segment: Segment,
  name: ColumnName,
  options: FillOptions,
): Filling {
  const key = keyOf(name);
  switch (name.kind) {
    case 'codes': {
      const column = segment.codeColumn(key);
      const add = name.isHashed
        ? encodingIn(project.dictionaryOf(key), column)
        : (_: number, code: number) => column.add(code);
      const skip = () => column.add(NO_CODE);
      const part: Part = {
        each: `e.${name.column}`,
        together: (read) => `group_concat(ifnull(${read}, ''))`,
      };
      return { part, length: column.length, take: (read) => readHashes(String(read), add, skip) };
    }
    case 'answered': {
      const column = segment.codeColumn(key);
      const dictionary = project.dictionaryOf(dictionaryKeyOf(key));
      const take = (read: SqlValue | undefined): void => {
        for (const id of idsIn(read))
          column.add(typeof id === 'string' ? dictionary.encodeHash(computeHash(id)) : NO_CODE);
      };
      return { part: ANSWERED_IDS, length: column.length, take };
    }
    case 'values': {
      const column = segment.valueColumn(key);
      const encode = project.valueDictionaryOf(key).encoder();
      const take = (read: SqlValue | undefined): void => {
        for (const values of leafValues(name.path, String(read), options.readMessage))
          column.add(values, encode);
      };
      return { part: leafPart(name.path), length: column.length, take };
    }
    case 'words': {
      const column = segment.codeColumn(key);
      const words = new Set(name.words);
      const hasWord = (text: string): boolean => wordsOf(text).some((word) => words.has(word));
      const take = (read: SqlValue | undefined): void => {
        for (const values of leafValues(name.path, String(read), options.readMessage))
          column.add(values.some((value) => typeof value === 'string' && hasWord(value)) ? 1 : 0);
      };
      return { part: leafPart(name.path), length: column.length, take };
    }
  }
}

const ANSWERED_IDS: Part = {
  each: `CASE WHEN e.type = ${TYPE_CODES.response} THEN t.json ->> '$.responseTo' END`,
  together: (read) => `json_group_array(${read})`,
  needsText: true,
};

function idsIn(read: SqlValue | undefined): readonly unknown[] {
  const ids: unknown = JSON.parse(String(read));
  return Array.isArray(ids) ? ids : [];
}

function encodingIn(dictionary: Dictionary, column: CodeColumn): (upper: number, lower: number) => void {
  return (upper, lower) => column.add(dictionary.encode(upper, lower));
}
