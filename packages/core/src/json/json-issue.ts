import { type Cursor, skipSpace } from './cursor.js';
import { readScalar } from './read-scalar.js';
import { readString } from './read-string.js';

/** Where a text stops being JSON, and why. */
export interface JsonIssue {
  /** From 1. */
  readonly line: number;
  /** In characters, from 1. */
  readonly column: number;
  /** A sentence. It shows nothing of the text except words such as `NaN`. */
  readonly message: string;
}

/**
 * Finds the first place where a text is not JSON; `undefined` if it is. It is slower than `JSON.parse`, whose errors sometimes
 * lack the place and sometimes show a part of the text. The text may be nested to any depth.
 */
export function findJsonIssue(text: string): JsonIssue | undefined {
  const cursor: Cursor = { text, at: 0 };
  const message = findMessage(cursor);
  return message === undefined ? undefined : { ...placeOf(text, cursor.at), message };
}

type Bracket = '[' | '{';
/** What must come next; `end` if there is nothing more to read. */
type Next = 'value' | 'item or ]' | 'item' | 'name or }' | 'name' | 'more' | 'end';

/** Leaves the cursor at the issue. */
function findMessage(cursor: Cursor): string | undefined {
  const open: Bracket[] = [];
  for (let next: Next = 'value'; next !== 'end'; ) {
    skipSpace(cursor);
    const read: Next | { readonly message: string } = READ[next](cursor, open);
    if (typeof read !== 'string') return read.message;
    next = read;
  }
  return undefined;
}

type Reader = (cursor: Cursor, open: Bracket[]) => Next | { readonly message: string };

const READ: Readonly<Record<Exclude<Next, 'end'>, Reader>> = {
  value: readValue,
  'item or ]': (cursor, open) => (isNext(cursor, ']') ? close(cursor, open) : readValue(cursor, open)),
  item: (cursor, open) =>
    isNext(cursor, ']') ? { message: 'a value must follow the comma' } : readValue(cursor, open),
  'name or }': (cursor, open) => (isNext(cursor, '}') ? close(cursor, open) : readName(cursor)),
  name: (cursor) => (isNext(cursor, '}') ? { message: 'a name must follow the comma' } : readName(cursor)),
  more: readMore,
};

function readValue(cursor: Cursor, open: Bracket[]): ReturnType<Reader> {
  const bracket = cursor.text[cursor.at];
  if (bracket === '[' || bracket === '{') {
    open.push(bracket);
    cursor.at++;
    return bracket === '[' ? 'item or ]' : 'name or }';
  }
  const message = readScalar(cursor);
  return message === undefined ? 'more' : { message };
}

function readName(cursor: Cursor): ReturnType<Reader> {
  if (cursor.at === cursor.text.length) return { message: 'the text ends where a name is expected' };
  if (!isNext(cursor, '"')) return { message: 'a name in double quotes is expected' };
  const message = readString(cursor);
  if (message !== undefined) return { message };
  skipSpace(cursor);
  if (!isNext(cursor, ':')) return expected(cursor, 'a colon');
  cursor.at++;
  return 'value';
}

function readMore(cursor: Cursor, open: Bracket[]): ReturnType<Reader> {
  const inside = open.at(-1);
  if (inside === undefined) {
    return cursor.at === cursor.text.length ? 'end' : { message: 'nothing more is expected' };
  }
  const closing = inside === '[' ? ']' : '}';
  if (isNext(cursor, closing)) return close(cursor, open);
  if (!isNext(cursor, ',')) return expected(cursor, `a comma or ${closing}`);
  cursor.at++;
  return inside === '[' ? 'item' : 'name';
}

function close(cursor: Cursor, open: Bracket[]): Next {
  open.pop();
  cursor.at++;
  return 'more';
}

function expected({ text, at }: Cursor, what: string): { readonly message: string } {
  return { message: at === text.length ? `the text ends where ${what} is expected` : `${what} is expected` };
}

function isNext({ text, at }: Cursor, char: string): boolean {
  return text[at] === char;
}

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let column = 1;
  for (let index = 0; index < at; index++) {
    const code = text.charCodeAt(index);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(index + 1) !== LINE_FEED)) {
      line++;
      column = 1;
    } else if (code < FIRST_LOW_SURROGATE || code > LAST_LOW_SURROGATE) column++;
  }
  return { line, column };
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const FIRST_LOW_SURROGATE = 0xdc00;
const LAST_LOW_SURROGATE = 0xdfff;
