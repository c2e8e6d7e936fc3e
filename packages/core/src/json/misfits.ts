import { endOfString } from './end-of-string.js';
import { isDouble, isNumberLiteral } from './exact-number.js';

/**
 * A number of 16 or more characters, or with a three-digit exponent. It may not fit a double; all others do. Text in a string
 * may look like one.
 */
const SUSPECT = /(?:^|[[:,\s])(-?(?:\d[\d.]{15}[\d.eE+-]*|\d[\d.]*[eE][+-]?\d{3,}))/g;

/**
 * Finds the numbers in JSON that no double holds. Returns the start and end of each, in order. In text that is not JSON, each
 * is still a number and not a key, so replacing them with strings neither makes nor breaks valid JSON.
 *
 * @throws SyntaxError if it notices that the text is not JSON.
 */
export function misfitsIn(text: string): readonly number[] {
  // There may be a million of them, and two numbers take a fifth of the memory of an object.
  const places: number[] = [];
  let string: Span = { start: -1, end: 0 };
  for (const { 0: match, 1: literal = '', index } of text.matchAll(SUSPECT)) {
    if (isDouble(literal)) continue;
    const end = index + match.length;
    const start = end - literal.length;
    // Each string is searched once, including the first one after the number. Searching again would take quadratic time.
    while (string.start < start && string.end <= start) string = nextString(text, string.end);
    if (start < string.start && isNumberLiteral(literal) && !isKey(text, end)) places.push(start, end);
  }
  return places;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first string that starts at or after a place outside of strings. If there is none, an empty one after the text. */
function nextString(text: string, from: number): Span {
  const start = text.indexOf('"', from);
  return start === -1 ? { start: text.length, end: text.length } : { start, end: endOfString(text, start) };
}

/** Whether a colon comes next. */
function isKey(text: string, from: number): boolean {
  let index = from;
  while (WHITE_SPACE.has(text.charCodeAt(index))) index++;
  return text.charCodeAt(index) === COLON;
}

const COLON = 0x3a;
const WHITE_SPACE: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d, 0x20]);
