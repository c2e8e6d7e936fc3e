import { classify, NONE } from './classify.js';

/** The longest word, in UTF-16 code units. */
const MAX_WORD_LENGTH = 255;

/**
 * The words of a text, in order and in lower case, as the standard analyzer of Elasticsearch gives them: by the word boundaries of Unicode
 * (UAX #29), so that `don't`, `3.14` and `user_name` are one word each, and `e-mail` is two. Each character of Han and Hiragana is a word,
 * and so is each emoji. Letters of a script without spaces, such as Thai, are one word up to the next other character. A word that is
 * longer than {@link MAX_WORD_LENGTH} is cut. There is no stemming, no stop word, and no language.
 *
 * @see https://www.unicode.org/reports/tr29/#Word_Boundaries
 */
export function wordsOf(text: string): readonly string[] {
  return (IS_PLAIN.test(text) ? plainWords(text) : undefined) ?? classifiedWords(text);
}

/** Texts of Latin letters and usual punctuation: most texts. */
const IS_PLAIN = /^[\0-\xa8\xaa-\xac\xaf-\xb6\xb8-\u012f\u0131-\u024f\u2010-\u2023\u2026\u20ac]*$/;

/** The rules of {@link TOKEN} for such texts in lower case, in a fifth of the time. */
const PLAIN =
  /(?:(?<!_)_+)?(?:(?:[a-zªµºß-öø-ʯⱥⱦ](?:[.:'‘’][a-zªµºß-öø-ʯⱥⱦ])*|[0-9](?:[.,;'‘’][0-9])*)+_*)+/g;

/** `undefined` if a word is too long. */
function plainWords(text: string): readonly string[] | undefined {
  const words = text.toLowerCase().match(PLAIN) ?? [];
  return words.some(({ length }) => length > MAX_WORD_LENGTH) ? undefined : words;
}

function classifiedWords(text: string): readonly string[] {
  const classes = classify(text);
  const words: string[] = [];
  const gapEnds: Record<string, number> = { X: 0, Z: 0 };
  for (let start = 0; start < text.length; ) {
    const letter = classes.charAt(start);
    const mayBegin = letter !== NONE && start >= (gapEnds[letter] ?? 0);
    const length = mayBegin ? lengthOfWord(windowAt(classes, start)) : 0;
    if (length > 0) words.push(lowerCased(text.slice(start, start + length)));
    else if (mayBegin && letter in gapEnds) gapEnds[letter] = start + lengthOfGap(classes, start);
    start += Math.max(length, 1);
  }
  return words;
}

/** The classes of the longest word that may start here. It does not end within a surrogate pair. */
function windowAt(classes: string, start: number): string {
  const end = start + MAX_WORD_LENGTH;
  return classes.slice(start, classes[end] === '-' ? end - 1 : end);
}

// Letters stand for classes of characters: see `character-classes.ts`. Marks belong to the character before them. So does the second
// half (`-`) of a surrogate pair.
const MARKS = '[-EskZFVTtM]*';
const EMOJI_MARKS = '[-EskZTtM]*';

const LETTERS = `[LHl]${MARKS}(?:[mdq]${MARKS}[LHl]${MARKS})*`;
const HEBREW = `H${MARKS}(?:q${MARKS}|Q${MARKS}H${MARKS})`;
const NUMBER = `N${MARKS}(?:[cdq]${MARKS}N${MARKS})*`;
const RUN = `(?:(?:${HEBREW}|${LETTERS}|${NUMBER})+|(?:K${MARKS})+)`;
const CONNECTOR = `X${MARKS}`;
const WORD = `(?:${CONNECTOR})*${RUN}(?:(?:${CONNECTOR})+${RUN})*(?:${CONNECTOR})*`;

const TAGGED = `Z*[Pl]${EMOJI_MARKS}F(?:T-)+t-`;
const EMOJI_PART = `(?:[Pl]${EMOJI_MARKS}(?:F(?:Z+(?=[Pl])|Z(?=M))?)?|M${EMOJI_MARKS})`;
const JOINED = `(?:Z*(?=[Pl]))?${EMOJI_PART}(?:(?<=Z)${EMOJI_PART})*`;
const EMOJI_RULE = `${TAGGED}|${JOINED}`;

const KEYCAP = `#${EMOJI_MARKS}F?k${EMOJI_MARKS}`;
const FLAG = `R${MARKS}R${MARKS}`;
const UNSPACED = '[Ss][-ESskZFVTtM]*';
const SINGLE = `C${MARKS}`;

const EMOJI = new RegExp(`^(?:${EMOJI_RULE})`);

/** The grammar of the standard tokenizer of Lucene. What no rule matches is between words. */
const TOKEN = new RegExp(`^(?:${[WORD, UNSPACED, SINGLE, FLAG, KEYCAP, EMOJI_RULE].join('|')})`);

/** The length of the word at the start of a window; 0 if there is none. */
function lengthOfWord(window: string): number {
  const found = matchLength(TOKEN, window);
  return window.startsWith('l') ? Math.max(found, matchLength(EMOJI, window)) : found;
}

function matchLength(rule: RegExp, window: string): number {
  return rule.exec(window)?.[0].length ?? 0;
}

/**
 * Where no word begins with a connector, or with a joiner, none begins with the next ones of the run. Only where the run is too long for a
 * word may one begin near its end.
 */
function lengthOfGap(classes: string, start: number): number {
  GAP.lastIndex = start;
  const run = GAP.exec(classes)?.[0].length ?? 0;
  return run < MAX_WORD_LENGTH - 1 ? run : run - (MAX_WORD_LENGTH - 1);
}

const GAP = new RegExp(`(?:${CONNECTOR})+|Z+`, 'y');

/** Character by character: a final sigma is no other letter, and a dotted capital I is `i`. */
function lowerCased(word: string): string {
  const simple = UNLIKE.test(word) ? word.replaceAll('\u0130', 'i').replaceAll('\u03a3', '\u03c3') : word;
  return simple.toLowerCase();
}

const UNLIKE = /[\u0130\u03a3]/;
