import { parseString } from '@fast-csv/parse';
import { createCsvTable, createJsonDocument } from '@memex/adapter-files';
import { ExactNumber, type JsonValue } from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HAS_PYTHON, runPython } from './support/python.js';
import { createTextSink } from './support/text-sink.js';

/** What tables have been broken by. */
const HOSTILE = [
  '',
  ' ',
  'plain',
  'it\'s "quoted"',
  '"',
  '""',
  'a,b',
  'a\tb',
  'a|b',
  'line\nbreak',
  'line\r\nbreak',
  '\r',
  '=cmd()',
  'عربي',
  '👨‍👩‍👧',
  '\u2028',
  '\uf8ff0\uf8ffm\uf8ffe\uf8ff',
];

/** Nothing that a version of Python refuses, as those before 3.11 refuse NUL. */
const cell = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', '')),
);
const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 20 });

const READ_TABLE = `
import csv, io, json, sys
text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="")
print(json.dumps(list(csv.reader(text, delimiter=DELIMITER))))
`;

const READ_JSON = 'import json, sys; print(json.dumps(json.loads(sys.stdin.buffer.read().decode("utf-8"))))';

describe.each([',', '\t'] as const)('a table with %j between its cells', (delimiter) => {
  test.skipIf(!HAS_PYTHON)(
    `is read by the csv module of Python as the rows that were written${HAS_PYTHON ? '' : ': there is no python3'}`,
    async () => {
      const program = READ_TABLE.replace('DELIMITER', JSON.stringify(delimiter));
      const many = fc.sample(rows, { numRuns: 60, seed: 12 }).flat();
      const all = [['app id', 'x'], [], ['', ''], ...many, [''], ['one'], HOSTILE];
      expect(runPython(program, await tableOf(all, delimiter))).toEqual(all);
    },
  );

  test('is read back by fast-csv as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (written) => {
        const read = await readWithFastCsv(await tableOf(written, delimiter), delimiter);
        expect(withoutBlanks(read)).toEqual(withoutBlanks(written));
      }),
      { numRuns: 60 },
    );
  });
});

describe('a JSON document', () => {
  test.skipIf(!HAS_PYTHON)(
    `is read by the json module of Python as what was written${HAS_PYTHON ? '' : ': there is no python3'}`,
    async () => {
      const items = fc
        .sample(fc.jsonValue({ stringUnit: 'grapheme' }), { numRuns: 300, seed: 12 })
        .map((value) => value as JsonValue);
      expect(runPython(READ_JSON, await documentOf(items))).toEqual(JSON.parse(JSON.stringify(items)));
    },
  );

  test.skipIf(!HAS_PYTHON)(
    `keeps every digit of integers${HAS_PYTHON ? '' : ': there is no python3'}`,
    async () => {
      const digits = '7'.repeat(500);
      const items = [9_007_199_254_740_993n, { id: new ExactNumber(digits) }];
      const program = 'import json, sys; print(json.dumps(str(json.loads(sys.stdin.read()))))';
      expect(runPython(program, await documentOf(items))).toBe(`[9007199254740993, {'id': ${digits}}]`);
    },
  );
});

/** The reader of fast-csv takes some cells of nothing but spaces, which Python writes without quotes, for empty ones. */
function withoutBlanks(read: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return read.map((row) => row.map((text) => (text.trim() === '' ? '' : text)));
}

async function tableOf(written: readonly (readonly string[])[], delimiter: ',' | '\t'): Promise<string> {
  const sink = createTextSink();
  const table = createCsvTable(sink, { delimiter });
  for (const row of written) await table.row(row);
  await table.end();
  return sink.text();
}

async function documentOf(items: readonly JsonValue[]): Promise<string> {
  const sink = createTextSink();
  const document = createJsonDocument(sink);
  for (const item of items) await document.item(item);
  await document.end();
  return sink.text();
}

function readWithFastCsv(text: string, delimiter: string): Promise<readonly (readonly string[])[]> {
  const read: string[][] = [];
  return new Promise((resolve, reject) => {
    parseString(text, { delimiter, headers: false })
      .on('error', reject)
      .on('data', (row: string[]) => read.push(row))
      .on('end', () => resolve(read));
  });
}
