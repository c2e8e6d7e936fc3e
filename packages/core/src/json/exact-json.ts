import { endOfString } from './end-of-string.js';
import { ExactNumber, exactNumber, isDouble } from './exact-number.js';

/**
 * Parses JSON text as `JSON.parse` does, but rounds no number: an integer that a double cannot hold becomes a `bigint`, any other
 * such number an {@link ExactNumber}. Text without such numbers costs one search for them.
 *
 * @throws SyntaxError where the text is not JSON.
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!holdsMisfit(text)) return value;
  const mark = freshMark();
  return JSON.parse(markNumbers(text, mark), (_key, part: unknown) =>
    typeof part === 'string' && part.startsWith(mark) ? exactNumber(part.slice(mark.length)) : part,
  );
}

/** Writes JSON text as `JSON.stringify` does, with every digit of `bigint`s and {@link ExactNumber}s. */
export function stringifyJson(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch (error) {
    // The one TypeError besides a cycle, which the second attempt throws again.
    if (!(error instanceof TypeError)) throw error;
    return stringifyExactly(value);
  }
}

/** Whether a number of the text, or what looks like one in a string, may not fit a double. */
function holdsMisfit(text: string): boolean {
  for (const [, literal = ''] of text.matchAll(SUSPECT)) {
    if (!isDouble(literal)) return true;
  }
  return false;
}

/** A number of 16 characters or more, or with an exponent of three digits: it may not fit a double. Others always do. */
const SUSPECT = /(?:^|[[:,\s])(-?(?:\d[\d.]{15}[\d.eE+-]*|\d[\d.]*[eE][+-]?\d{3,}))/g;

/** Replaces each suspect number of a valid JSON text by a string: the mark and its literal. */
function markNumbers(text: string, mark: string): string {
  const parts: string[] = [];
  let copied = 0;
  const token = /["\d-]/g;
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const end = found[0] === '"' ? endOfString(text, found.index) : endOfNumber(text, found.index);
    if (found[0] !== '"' && end - found.index > 4) {
      parts.push(text.slice(copied, found.index), JSON.stringify(mark + text.slice(found.index, end)));
      copied = end;
    }
    token.lastIndex = end;
  }
  parts.push(text.slice(copied));
  return parts.join('');
}

function endOfNumber(text: string, start: number): number {
  const number = /[\d.eE+-]+/y;
  number.lastIndex = start;
  number.test(text);
  return number.lastIndex;
}

function stringifyExactly(value: unknown): string {
  const mark = freshMark();
  const text = JSON.stringify(value, function (this: Record<string, unknown>, key, part: unknown) {
    const original = this[key];
    if (original instanceof ExactNumber) return mark + original.literal;
    return typeof part === 'bigint' ? mark + part.toString() : part;
  });
  return text.replaceAll(new RegExp(`"${mark}([^"]*)"`, 'g'), '$1');
}

/** A prefix that no text of a client begins with. */
function freshMark(): string {
  return `number:${Math.random().toString(36).slice(2)}${Math.random().toString(36).slice(2)}:`;
}
