import { markNumbers, unmarkNumbers } from './mark-numbers.js';
import { misfitsIn } from './misfits.js';
import { markMisfits, restoreMisfits, unusedMark } from './restore-misfits.js';

/**
 * Parses JSON like `JSON.parse`, but rounds no number. An integer that a double cannot hold becomes a `bigint`; any other such
 * number becomes an `ExactNumber`. Text without such numbers costs one search for them. The time is linear in the length of the
 * text, whatever it contains.
 *
 * @throws SyntaxError if the text is not JSON.
 */
export function parseJson(text: string): unknown {
  const places = misfitsIn(text);
  if (places.length === 0) return JSON.parse(text);
  const mark = unusedMark(text);
  return restoreMisfits(JSON.parse(markMisfits(text, places, mark)), mark);
}

/** Writes JSON like `JSON.stringify`, with all digits of `bigint` and `ExactNumber`. */
export function stringifyJson(value: unknown): string {
  const marked = markNumbers(value);
  const text = JSON.stringify(marked);
  return marked === value ? text : unmarkNumbers(text);
}
