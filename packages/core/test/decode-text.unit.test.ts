import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeText, emojize } from '../src/report/decode-text.js';

interface Vector {
  readonly name: string;
  readonly input: string;
  readonly expected: string;
  readonly undecided?: true;
}

function vectorsIn(file: string): readonly Vector[] {
  const vectors: readonly Vector[] = JSON.parse(
    readFileSync(new URL(`vectors/${file}.json`, import.meta.url), 'utf8'),
  );
  return vectors.filter(({ undecided }) => undecided === undefined);
}

describe.each([
  { file: 'decoded-text', decode: decodeText },
  { file: 'emojize', decode: emojize },
])('$file', ({ file, decode }) => {
  const vectors = vectorsIn(file);

  test('there are vectors', () => {
    expect(vectors.length).toBeGreaterThan(150);
  });

  test.each(vectors)('$name', ({ input, expected }) => {
    expect(decode(input)).toBe(expected);
  });
});

test('every name of an emoji is known, and no other', () => {
  const names: Readonly<Record<string, string>> = JSON.parse(
    readFileSync(new URL('vectors/emoji-aliases.json', import.meta.url), 'utf8'),
  );
  expect(Object.keys(names)).toHaveLength(4_525);
  for (const [name, symbol] of Object.entries(names))
    expect([name, decodeText(name)]).toEqual([name, symbol]);
});
