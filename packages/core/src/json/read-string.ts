import { type Cursor, take } from './cursor.js';

/**
 * Reads a JSON string whose opening quote is at the cursor. Returns what is wrong with it, if anything, and leaves the cursor
 * at the issue.
 */
export function readString(cursor: Cursor): string | undefined {
  cursor.at++;
  for (;;) {
    take(cursor, PLAIN);
    const char = cursor.text[cursor.at];
    if (char === undefined) return 'the text ends within a string';
    if (char === '"') {
      cursor.at++;
      return undefined;
    }
    if (char !== '\\') return 'a line break or another control character must be escaped within a string';
    if (take(cursor, ESCAPE) === '') return 'a backslash must begin an escape sequence of JSON';
  }
}

/** All characters except quotes, backslashes and control characters below the space. */
const PLAIN = /[ !#-[\]-\uffff]+/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;
