import { readFileSync } from 'node:fs';
import { createJsonDocument } from '@memex/adapter-files';
import { type JsonValue, parseJson } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';
import { createTextSink } from './support/text-sink.js';

interface Vector {
  readonly name: string;
  /** JSON text, as a service might answer it. */
  readonly input: string;
  readonly expected: string;
  /** What a reader that keeps numbers as doubles, and objects as those of JavaScript, loses. */
  readonly tag?: 'number-text' | 'key-order' | 'proto';
  readonly undecided?: true;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('vectors/json-dump.json', import.meta.url), 'utf8'),
);

describe('a JSON document has the bytes that json.dump of Python wrote', () => {
  const decided = vectors.filter(({ undecided }) => undecided !== true);
  const exact = decided.filter((vector) => !isAllowedToDiffer(vector));

  test.each(exact.map((vector) => [vector.name, vector] as const))('%s', async (_, { input, expected }) => {
    expect(await written([parseJson(input) as JsonValue])).toBe(inList(expected));
  });

  test('there are enough vectors', () => {
    expect(exact.length).toBeGreaterThan(55);
  });
});

describe('a JSON document may differ from json.dump', () => {
  test.each([
    ['float-text-01', '[\n  1\n]'],
    ['float-text-02', '[\n  0,\n  0,\n  100\n]'],
    ['float-text-04', '[\n  10000000000000000\n]'],
    ['float-text-05', '[\n  1000000000000000\n]'],
    ['float-text-06', '[\n  100000000000000000,\n  100000000000000000000,\n  1e+21,\n  1e+22\n]'],
    ['float-text-12', '[\n  123456789012345680\n]'],
  ])('a float without a fraction is written as the integer it is: %s', async (name, text) => {
    expect(await written([parseJson(inputOf(name)) as JsonValue])).toBe(inList(text));
  });

  test('a number outside the range of doubles is kept, although Python writes invalid JSON', async () => {
    expect(await written([parseJson(inputOf('float-text-11')) as JsonValue])).toBe(inList('[\n  1e400\n]'));
  });

  test.each(vectors.filter(({ tag }) => tag === 'key-order').map((vector) => [vector.name, vector] as const))(
    'keys that look like integers may move, and nothing else: %s',
    async (_, { input, expected }) => {
      const lines = (text: string): readonly string[] => text.replaceAll(',\n', '\n').split('\n').sort();
      expect(lines(await written([parseJson(input) as JsonValue]))).toEqual(lines(inList(expected)));
    },
  );

  test('a lone surrogate, which Python cannot write, is escaped', async () => {
    expect(await written(['a\ud83db', { '\ude00': '\u2028\uffff' }])).toBe(
      '[\n  "a\\ud83db",\n  {\n    "\\ude00": "\u2028\uffff"\n  }\n]',
    );
  });

  test('a string that looks like a small number is unchanged', async () => {
    expect(await written([{ text: 'about 1e-7 of 0.00001', n: 1e-7, m: -0.00002 }])).toBe(
      '[\n  {\n    "text": "about 1e-7 of 0.00001",\n    "n": 1e-07,\n    "m": -2e-05\n  }\n]',
    );
  });
});

describe('a document', () => {
  test('is an empty list if it has no items', async () => {
    expect(await written([])).toBe('[]');
  });

  test('is written in few chunks, and completely at its end', async () => {
    const sink = createTextSink();
    const document = createJsonDocument(sink);
    for (let index = 0; index < 20_000; index++) await document.item({ index, text: 'some words' });
    expect(sink.writes()).toBeGreaterThan(5);
    expect(sink.writes()).toBeLessThan(100);
    await document.end();
    expect(JSON.parse(sink.text())).toHaveLength(20_000);
  });

  test('is an error if an item contains itself', async () => {
    const self: Record<string, JsonValue> = {};
    self.self = self;
    await expect(written([self])).rejects.toThrow();
  });
});

function isAllowedToDiffer({ name, tag }: Vector): boolean {
  return tag === 'key-order' || /^float-text-(01|02|04|05|06|11|12)$/.test(name);
}

function inputOf(name: string): string {
  const vector = vectors.find((one) => one.name === name);
  if (vector === undefined) throw new Error(`there is no vector ${name}`);
  return vector.input;
}

async function written(items: readonly JsonValue[]): Promise<string> {
  const sink = createTextSink();
  const document = createJsonDocument(sink);
  for (const item of items) await document.item(item);
  await document.end();
  return sink.text();
}

/** A text of a value as it stands in a list of one. */
function inList(text: string): string {
  return `[\n  ${text.replaceAll('\n', '\n  ')}\n]`;
}
