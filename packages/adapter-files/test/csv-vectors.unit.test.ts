import { readFileSync } from 'node:fs';
import { createCsvTable } from '@memex/adapter-files';
import type { Cell } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { createTextSink } from './support/text-sink.js';

type VectorCell = string | number | boolean | null | { int?: string; float?: string; datetime?: string };

interface Vector {
  readonly name: string;
  readonly input: readonly (readonly VectorCell[])[];
  readonly expected: string;
  /** A field with `|`, which may be quoted where Python quotes it not. */
  readonly pipe?: true;
  readonly undecided?: true;
}

describe.each([
  ['csv', ','],
  ['tsv', '\t'],
] as const)('a %s table has the bytes that csv.writer of Python wrote', (form, delimiter) => {
  const vectors: readonly Vector[] = JSON.parse(
    readFileSync(new URL(`vectors/${form}.json`, import.meta.url), 'utf8'),
  );

  test.each(vectors.filter(isOfTables).map((vector) => [vector.name, vector] as const))(
    '%s',
    async (_, vector) => {
      const sink = createTextSink();
      const table = createCsvTable(sink, { delimiter });
      for (const row of vector.input) await table.row(row.map(cellOf));
      await table.end();
      const expected = vector.pipe === true ? quotePipes(vector.expected, delimiter) : vector.expected;
      // The bytes are the UTF-8 of the text, which knows no half of a surrogate pair: Python refuses one, and here it becomes U+FFFD.
      expect(Buffer.from(sink.text())).toEqual(Buffer.from(expected));
    },
  );

  test('there are enough vectors', () => {
    expect(vectors.filter(isOfTables).length).toBeGreaterThan(100);
  });
});

/** Booleans and floats are in no table; Memex has no cells of such a type. */
function isOfTables({ name }: Vector): boolean {
  return !/^(bool|float)-/.test(name);
}

function cellOf(cell: VectorCell): Cell {
  if (typeof cell !== 'object' || cell === null) return typeof cell === 'boolean' ? String(cell) : cell;
  return cell.int ?? cell.datetime?.replace('T', ' ') ?? null;
}

/** The only difference that the contract allows: quotes around a field that holds `|`, where Python writes none. */
function quotePipes(expected: string, delimiter: string): string {
  return expected.replace(/[^\r\n]+/g, (row) =>
    row
      .split(delimiter)
      .map((field) => (field.includes('|') && !field.startsWith('"') ? `"${field}"` : field))
      .join(delimiter),
  );
}
