/**
 * The indices of the texts that may have some words.
 *
 * @param texts - Each as JSON. An empty one is unknown, and may have them.
 * @param joined - All of them, with anything between them.
 */
export type CandidateTest = (texts: readonly string[], joined: string) => readonly number[];

/**
 * Finds words in lower case as JavaScript makes it, where no letter or digit of ASCII precedes or follows. To tell words apart takes longer, and
 * the core, which a reader does not load.
 *
 * @param words - As `wordsOf` of the core gives them.
 */
export function candidateTest(words: readonly string[]): CandidateTest {
  const inJson = words.map((word) => JSON.stringify(word).slice(1, -1));
  const patterns = words.map(patternOf);
  const isAmong = (joined: string): boolean => {
    const lower = joined.toLowerCase();
    return inJson.every((word) => lower.includes(word)) || MAY_DIFFER.test(joined);
  };
  const mayHave = (text: string): boolean => {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'string') return false;
    if (value.length > MAX_WORD_LENGTH || UNLIKE.test(value)) return isAmong(text);
    const lower = value.toLowerCase();
    return patterns.every((pattern) => pattern.test(lower));
  };
  return (texts, joined) => {
    const some = isAmong(joined);
    return texts.flatMap((text, index) => (text === '' || (some && mayHave(text)) ? [index] : []));
  };
}

/** A longer run of letters is cut into words. */
const MAX_WORD_LENGTH = 255;

function patternOf(word: string): RegExp {
  const before = /^\w/.test(word) ? '(?<!\\w)' : '';
  const after = /\w$/.test(word) ? '(?!\\w)' : '';
  return new RegExp(`${before}${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}${after}`);
}

/** Characters whose lower case depends on those around them, or is two. */
const UNLIKE = /[\u0130\u03a3]/;

/** Texts with such characters, or with escaped ones. */
const MAY_DIFFER = /[\u0130\u03a3]|\\u/;
