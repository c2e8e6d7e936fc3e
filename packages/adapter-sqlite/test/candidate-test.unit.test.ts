import { wordsOf } from '@memex/core/toolkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidateTest } from '../src/read/candidate-test.js';

const OTHERS = ['null', '"hay"', '', '"other"'];

function isCandidate(words: readonly string[], text: string): boolean {
  const texts = [...OTHERS, JSON.stringify(text)];
  const found = candidateTest(words)(texts, texts.join('\u001f'));
  return found.includes(OTHERS.length);
}

test('each text is a candidate for its words, whatever it is', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom(
        ...'aZi\u0130IkK\u212a\u03a3\u03c3\u03c2ß\u1e9e\u01c5.:_\\\n\u0000 \ud83d\u05d4\u05e6"',
      ),
      maxLength: 30,
    }),
  );
  fc.assert(
    fc.property(text, (one) => isCandidate(wordsOf(one), one)),
    { numRuns: 2_000 },
  );
});

test('the parts of a text that is too long for a word are found', () => {
  const text = `${'x'.repeat(255)}${'y'.repeat(45)}`;
  for (const word of wordsOf(text)) expect(isCandidate([word], text)).toBe(true);
});

test('each character that is a word, or part of one, is found in either case', () => {
  for (let point = 0; point < 0x1f000; point++) {
    const text = `a${String.fromCodePoint(point)}b`;
    expect(isCandidate(wordsOf(text), text), `a${point.toString(16)}b`).toBe(true);
  }
});

test('other texts are none, and those that are unknown are', () => {
  const texts = ['null', '"hay"', '', '"the needle"'];
  const find = (...words: readonly string[]) => candidateTest(words)(texts, texts.join('\u001f'));
  expect(find('needle', 'the')).toEqual([2, 3]);
  expect(find('absent')).toEqual([2]);
  expect(find('eedle')).toEqual([2]);
  expect(find('needl')).toEqual([2]);
});
