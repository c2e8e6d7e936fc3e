import { type Scalar, wordsOf } from '@memex/core/toolkit';
import type { SqlValue } from '../driver/driver.js';
import type { ColumnName, Found, ReadColumn, ReadTask } from '../protocol/columns.js';
import type { Connection } from '../schema/connection.js';
import { computeHalves } from '../schema/hash.js';
import { TYPE_CODES } from '../schema/tables.js';
import { type Part, readChunk } from './chunk.js';
import { CodeColumn } from './code-column.js';
import { Dictionary, NO_CODE } from './dictionary.js';
import { readHashes } from './integer-list.js';
import { leafPart, leafValues, type ReadMessage, reading } from './path-leaf.js';
import { ValueColumn } from './value-column.js';
import { createHasher, ValueDictionary } from './value-dictionary.js';

/** Returns a function that reads columns of the rows of a chunk. It remembers some texts: let go of it soon. */
export function columnsReader(connection: Connection) {
  const decoding: Decoding = { readMessage: reading(connection), hashOf: createHasher() };
  return (project: number, { names, ...chunk }: ReadTask<'columns'>): Found<'columns'> => {
    const read = readChunk(connection, { project, ...chunk, parts: names.map(partOf) });
    return names.map((name, index) => decode(name, read[index], decoding));
  };
}

interface Decoding {
  readonly readMessage: ReadMessage;
  readonly hashOf: ReturnType<typeof createHasher>;
}

/** Whether a column is read from the texts of messages. */
export function needsText(name: ColumnName): boolean {
  return partOf(name).needsText === true;
}

function partOf(name: ColumnName): Part {
  switch (name.kind) {
    case 'codes':
      return { each: `e.${name.column}`, together: (read) => `group_concat(ifnull(${read}, ''))` };
    case 'answered':
      return ANSWERED_IDS;
    case 'values':
    case 'words':
      return leafPart(name.path);
  }
}

const ANSWERED_IDS: Part = {
  each: `CASE WHEN e.type = ${TYPE_CODES.response} THEN t.json ->> '$.responseTo' END`,
  together: (read) => `json_group_array(${read})`,
  needsText: true,
};

function decode(name: ColumnName, read: SqlValue | undefined, { readMessage, hashOf }: Decoding): ReadColumn {
  switch (name.kind) {
    case 'codes':
      return name.isHashed ? hashedCodes(String(read)) : plainCodes(String(read));
    case 'answered':
      return answeredCodes(String(read));
    case 'values':
      return valuesOf(leafValues(name.path, String(read), readMessage), hashOf);
    case 'words': {
      const words = new Set(name.words);
      const hasWord = (text: string): boolean => wordsOf(text).some((word) => words.has(word));
      const flags = leafValues(name.path, String(read), readMessage).map((values) =>
        values.some((value) => typeof value === 'string' && hasWord(value)) ? 1 : 0,
      );
      return { form: 'codes', codes: Int32Array.from(flags) };
    }
  }
}

function plainCodes(read: string): ReadColumn {
  const column = new CodeColumn();
  readHashes(
    read,
    (_, code) => column.add(code),
    () => column.add(NO_CODE),
  );
  return { form: 'codes', codes: codesOf(column) };
}

function hashedCodes(read: string): ReadColumn {
  const [column, dictionary] = [new CodeColumn(), new Dictionary()];
  readHashes(
    read,
    (upper, lower) => column.add(dictionary.encode(upper, lower)),
    () => column.add(NO_CODE),
  );
  return { form: 'codes', codes: codesOf(column), hashes: dictionary.hashes() };
}

function answeredCodes(read: string): ReadColumn {
  const [column, dictionary] = [new CodeColumn(), new Dictionary()];
  const ids: unknown = JSON.parse(read);
  for (const id of Array.isArray(ids) ? ids : []) {
    if (typeof id !== 'string') {
      column.add(NO_CODE);
      continue;
    }
    const { upper, lower } = computeHalves(id);
    column.add(dictionary.encode(upper, lower));
  }
  return { form: 'codes', codes: codesOf(column), hashes: dictionary.hashes() };
}

function valuesOf(rows: readonly (readonly Scalar[])[], hashOf: Decoding['hashOf']): ReadColumn {
  const [column, dictionary] = [new ValueColumn(), new ValueDictionary()];
  const encode = (value: Scalar): number => dictionary.encode(value, hashOf);
  for (const values of rows) column.add(values, encode);
  return { form: 'values', ...column.read(), ...dictionary.read() };
}

function codesOf({ codes, length }: CodeColumn): Int32Array {
  return codes.slice(0, length);
}
