import { LeafCodec } from '../codec/leaf.js';
import { wordsOf } from '../text/words.js';

/** The longest search text, in characters. */
export const MAX_SEARCH_LENGTH = 512;

/** The words to search for, as a user types them. */
export const searchText: LeafCodec<string, 'search text'> = new LeafCodec(
  'search text',
  (value): value is string =>
    typeof value === 'string' &&
    value.length <= 2 * MAX_SEARCH_LENGTH &&
    [...value].length <= MAX_SEARCH_LENGTH &&
    wordsOf(value).length > 0,
  `a string of 1 to ${MAX_SEARCH_LENGTH} characters with at least one word`,
);

/** The different words of a search text. */
export function searchedWords(text: string): readonly string[] {
  return [...new Set(wordsOf(text))];
}
