import { type Cursor, take } from './cursor.js';
import { readString } from './read-string.js';

/**
 * Reads a JSON string, number, `true`, `false` or `null` at the cursor. Returns what is wrong with it, if anything, and leaves
 * the cursor at the issue. What other languages write instead is named in the message.
 */
export function readScalar(cursor: Cursor): string | undefined {
  const { text, at: start } = cursor;
  const char = text[start];
  if (char === undefined) return 'the text ends where a value is expected';
  if (char === '"') return readString(cursor);
  const message = /[-+.\d]/.test(char) ? readNumber(cursor) : readWord(cursor);
  if (message !== undefined) cursor.at = start;
  return message;
}

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const REST_OF_NUMBER = /[-+.\w]+/y;
const WORD = /[-+]?[\p{L}_$][\p{L}\p{N}_$]*/uy;
const INFINITY = /^[-+]?(?:Infinity|inf)$/;

function readNumber(cursor: Cursor): string | undefined {
  const start = cursor.at;
  if (INFINITY.test(take(cursor, WORD))) return 'Infinity is not JSON';
  cursor.at = start;
  const number = take(cursor, NUMBER);
  if (number !== '' && take(cursor, REST_OF_NUMBER) === '') return undefined;
  return 'this is not how JSON writes a number';
}

/** What other languages write for values that JSON spells differently, or lacks. */
const FOREIGN: Readonly<Record<string, string>> = {
  NaN: 'NaN is not JSON',
  nan: 'NaN is not JSON',
  Infinity: 'Infinity is not JSON',
  inf: 'Infinity is not JSON',
  undefined: 'undefined is not JSON',
  None: 'None is not JSON: it is written null',
};

const WORDS = ['true', 'false', 'null'];

function readWord(cursor: Cursor): string | undefined {
  const word = take(cursor, WORD);
  if (WORDS.includes(word)) return undefined;
  if (Object.hasOwn(FOREIGN, word)) return FOREIGN[word];
  const folded = word.toLowerCase();
  if (WORDS.includes(folded)) return `${folded} must be written in lower case`;
  const isCut = cursor.at === cursor.text.length && word !== '';
  if (isCut && WORDS.some((one) => one.startsWith(word))) return 'the text ends within a word';
  return messageFor(cursor.text.slice(cursor.at - word.length, cursor.at - word.length + 2));
}

function messageFor(beginning: string): string {
  if (/^['`‘’“”]/.test(beginning)) return 'a string takes double quotes';
  if (/^(?:\/[/*]|#)/.test(beginning)) return 'JSON has no comments';
  return 'a value is expected';
}
