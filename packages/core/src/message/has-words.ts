import { isObject } from '../codec/record.js';
import { wordsOf } from '../text/words.js';

/**
 * Returns a test of whether the text of a message (at `content.value`) has all of some words.
 *
 * @param words - As `wordsOf` gives them.
 * @returns A function of a message, or of what a parser makes of its JSON text.
 */
export function hasWords(words: readonly string[]): (message: unknown) => boolean {
  return (message) => {
    const text = textOf(message);
    if (text === undefined) return false;
    const found = new Set(wordsOf(text));
    return words.every((word) => found.has(word));
  };
}

function textOf(message: unknown): string | undefined {
  if (!isObject(message) || !isObject(message.content)) return undefined;
  const { value } = message.content;
  return typeof value === 'string' ? value : undefined;
}
