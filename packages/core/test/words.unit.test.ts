import { readFileSync } from 'node:fs';
import { wordsOf } from '@memex/core/toolkit';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const VECTORS: readonly { readonly text: string; readonly words: readonly string[] }[] = JSON.parse(
  readFileSync(new URL('vectors/words.json', import.meta.url), 'utf8'),
);

describe('words', () => {
  test.each(VECTORS)(
    'of $text are those that the standard analyzer of Elasticsearch gave',
    ({ text, words }) => {
      expect(wordsOf(text)).toEqual(words);
    },
  );

  test('are the same whatever other text is around them, as long as it is apart', () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(wordsOf(`${one} \n ${other}`)).toEqual([...wordsOf(one), ...wordsOf(other)]);
      }),
    );
  });

  test('of Latin text are told apart in the same way whether another script follows or not', () => {
    const latin = fc.constantFrom(...'aÀßİıȺ019_.:,;\'"’‘- –€ª·@');
    fc.assert(
      fc.property(fc.string({ unit: latin, maxLength: 30 }), (text) => {
        expect(wordsOf(`${text} 漢`)).toEqual([...wordsOf(text), '漢']);
      }),
    );
  });

  test.each([
    '_',
    'é_',
    '\u200d',
    '_\u0301',
    '_\u200d',
    '😀\u200d',
    '😀\ufe0f\u200d',
    'a',
    'é',
    'a.',
    'א"',
    '#\u0301',
    'ก',
  ])('are found in a time that grows with the text only: a megabyte of %j', (piece) => {
    const words = wordsOf(piece.repeat(1_048_576 / piece.length));
    expect(words.every(({ length }) => length <= 255)).toBe(true);
  });
});
