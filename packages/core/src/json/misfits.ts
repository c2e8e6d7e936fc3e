import { endOfString } from './end-of-string.js';
import { isDouble, isNumberLiteral } from './exact-number.js';

/**
 * A number of 16 characters or more, or with an exponent of three digits: it may not fit a double. Others always do. What a string
 * holds may look like one.
 */
const SUSPECT = /(?:^|[[:,\s])(-?(?:\d[\d.]{15}[\d.eE+-]*|\d[\d.]*[eE][+-]?\d{3,}))/g;

/**
 * Where the numbers of a JSON text begin and end that no double holds: two places for each, in order. In a text that is not JSON each is
 * a number all the same, and no key of an object: with strings in their places the text is JSON just where it was before.
 *
 * @throws SyntaxError where it sees that the text is not JSON.
 */
export function misfitsIn(text: string): readonly number[] {
  // There may be a million of them: two numbers take a fifth of an object.
  const places: number[] = [];
  let string: Span = { start: -1, end: 0 };
  for (const { 0: match, 1: literal = '', index } of text.matchAll(SUSPECT)) {
    if (isDouble(literal)) continue;
    const end = index + match.length;
    const start = end - literal.length;
    // Each string is looked for once, also the first one behind the place: looking anew would cost the square of the length.
    while (string.start < start && string.end <= start) string = nextString(text, string.end);
    if (start < string.start && isNumberLiteral(literal) && !isKey(text, end)) places.push(start, end);
  }
  return places;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** The first string from a place on that is in none; an empty one behind the text where there is none. */
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
