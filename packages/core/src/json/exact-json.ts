import { markNumbers, unmarkNumbers } from './mark-numbers.js';
import { misfitsIn } from './misfits.js';
import { markMisfits, restoreMisfits, unusedMark } from './restore-misfits.js';

/**
 * Parses JSON text as `JSON.parse` does, but rounds no number: an integer that a double cannot hold becomes a `bigint`, any other
 * such number an `ExactNumber`. Text without such numbers costs one search for them. The time grows with the length of the text and
 * no faster, whatever is in it.
 *
 * @throws SyntaxError where the text is not JSON.
 */
export function parseJson(text: string): unknown {
  const places = misfitsIn(text);
  if (places.length === 0) return JSON.parse(text);
  const mark = unusedMark(text);
  return restoreMisfits(JSON.parse(markMisfits(text, places, mark)), mark);
}

/** Writes JSON text as `JSON.stringify` does, with every digit of `bigint`s and `ExactNumber`s. */
export function stringifyJson(value: unknown): string {
  const marked = markNumbers(value);
  const text = JSON.stringify(marked);
  return marked === value ? text : unmarkNumbers(text);
}
