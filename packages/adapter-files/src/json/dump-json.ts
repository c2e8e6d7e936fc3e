import { ExactNumber, type JsonValue } from '@memex/core/toolkit';

/**
 * One item of a list as Python's `json.dump(list, ensure_ascii=False, indent=2)` writes it, with the line break and the indent before it.
 * A float without a fraction is written as the integer it is (`1.0` as `1`); every digit of an integer is kept.
 */
export function dumpItem(item: JsonValue): string {
  // Indented inside a list by JSON.stringify itself: shifting the lines of a text afterwards takes longer than making it.
  const list = [item];
  try {
    const text = JSON.stringify(list, undefined, 2);
    return holdsSmallNumber(text) ? dump(item, 1) : text.slice(1, -2);
  } catch (error) {
    // The one TypeError besides a cycle, which the second attempt throws again as a RangeError.
    if (!(error instanceof TypeError)) throw error;
    return dump(item, 1);
  }
}

/** Whether JavaScript and Python may write a number of the text differently: only below 1e-4, as every other difference is allowed. */
function holdsSmallNumber(text: string): boolean {
  return (text.includes('0.0000') || holdsExponent(text)) && SMALL_NUMBER.test(text);
}

/** Most texts hold `e-` in words and ids, and only few of them between digits. */
function holdsExponent(text: string): boolean {
  for (let at = text.indexOf('e-'); at !== -1; at = text.indexOf('e-', at + 2)) {
    if (isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 2))) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** In indented text a number stands behind a space. Strings may look like one, which only takes longer. */
const SMALL_NUMBER = / -?(?:0\.0000|\d[\d.]*e-\d)/;

function dump(item: JsonValue, level: number): string {
  return `\n${indentOf(level)}${textOf(item, level)}`;
}

function textOf(value: JsonValue, level: number): string {
  if (value instanceof ExactNumber) return exactText(value.literal);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [open, close, lines] = Array.isArray(value)
    ? ['[', ']', value.map((item: JsonValue) => dump(item, level + 1))]
    : ['{', '}', Object.entries(value).map((field) => dumpField(field, level + 1))];
  return lines.length === 0 ? open + close : `${open}${lines.join(',')}\n${indentOf(level)}${close}`;
}

function dumpField([key, value]: readonly [string, JsonValue], level: number): string {
  return `\n${indentOf(level)}${JSON.stringify(key)}: ${textOf(value, level)}`;
}

function indentOf(level: number): string {
  return '  '.repeat(level);
}

/** Python writes what is below 1e-4 with an exponent of two digits at least. */
function numberText(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === 0 || magnitude >= 1e-4) return JSON.stringify(value);
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}

/** A fraction with more digits than a double has is rounded, as Python does; what a double cannot hold at all is kept. */
function exactText(literal: string): string {
  if (/^-?\d+$/.test(literal)) return literal;
  const double = Number(literal);
  return Number.isFinite(double) ? numberText(double) : literal;
}
