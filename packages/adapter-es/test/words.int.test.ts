import { wordsOf } from '@memex/core/toolkit';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ask, onEachMajor } from './servers.js';

/** Characters on which word boundaries depend, of every class of Unicode's word breaks and of emoji. */
const TELLING = [
  ...'aZé09_.,:;\'"’‘·-– @#*\n',
  ...'ßİΣςΩЯё',
  ...'אבש״',
  ...'مرحبا١٢،',
  ...'漢字々〇𠮷',
  ...'ひらがなカタカナーｶﾞ',
  ...'한글',
  ...'กำครัลາខ្',
  ...'😀👍👩❤☺ℹⓂ©🏽🇮🇹🏴\u{e0067}\u{e007f}\u20e3\ufe0f\ufe0e\u200d',
  ...'\u0301\u00ad\u200b\u202f\u{e0100}',
  ...'𝒜𐐀',
];

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...TELLING), maxLength: 20 }),
  fc.string({ unit: fc.constantFrom(...TELLING), minLength: 300, maxLength: 900 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

await onEachMajor('words', ([node = '']) => {
  test('are those that the standard analyzer gives, of texts of every script', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 20, maxLength: 40 }), async (texts) => {
        const lines = texts.join('\n\n');
        expect(wordsOf(lines)).toEqual(await analyzed(node, lines));
      }),
      { numRuns: 60 },
    );
  });

  test('are those that the standard analyzer gives, of each character alone and between others', async () => {
    for (const [first, last] of PLANES) {
      for (let start = first; start <= last; start += CHARACTERS) {
        const lines = Array.from({ length: CHARACTERS }, (_, index) => contextsOf(start + index)).join('\n');
        expect(wordsOf(lines), `from U+${start.toString(16)}`).toEqual(await analyzed(node, lines));
      }
    }
  }, 60_000);
});

/** Ranges of code points that have characters other than ideographs and private ones. */
const PLANES = [
  [0x0000, 0x33ff],
  [0xa000, 0xabff],
  [0xd780, 0xd7ff],
  [0xf900, 0x12fff],
  [0x16800, 0x1ffff],
  [0xe0000, 0xe01ff],
] as const;

/** Characters of one request. The server analyzes at most 10,000 words. */
const CHARACTERS = 512;

function contextsOf(point: number): string {
  const one = point >= 0xd800 && point <= 0xdfff ? '' : String.fromCodePoint(point);
  return `${one} a${one}b 1${one}2 漢${one}`;
}

async function analyzed(node: string, given: string): Promise<unknown> {
  const answer = await ask(node, 'POST', '_analyze', { analyzer: 'standard', text: given });
  return tokensIn(answer);
}

function tokensIn(answer: unknown): readonly unknown[] {
  if (typeof answer !== 'object' || answer === null || !('tokens' in answer)) return [];
  const { tokens } = answer;
  return Array.isArray(tokens) ? tokens.map((one: { readonly token?: unknown }) => one.token) : [];
}
