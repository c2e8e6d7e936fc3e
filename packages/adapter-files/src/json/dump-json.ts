import { ExactNumber, type JsonValue } from '@memex/core/toolkit';

/**
 * Writes one item of a list like Python's `json.dump(list, ensure_ascii=False, indent=2)`, including the line break and the indent before it.
 * A float without a fraction is written as an integer (`1.0` as `1`). Integers keep all their digits.
 */
export function dumpItem(item: JsonValue): string {
  // Inside a list, JSON.stringify indents by itself. Indenting its lines afterwards would take longer than producing them.
  const list = [item];
  try {
    const text = JSON.stringify(list, undefined, 2);
    return holdsSmallNumber(text) ? dump(item, 1) : text.slice(1, -2);
  } catch (error) {
    // A bigint. (A cycle is a TypeError too, but then `dump` throws a RangeError.)
    if (!(error instanceof TypeError)) throw error;
    return dump(item, 1);
  }
}

/** Whether the text may contain a number that Python writes differently: one below 1e-4. Other differences are allowed. */
function holdsSmallNumber(text: string): boolean {
  return (text.includes('0.0000') || holdsExponent(text)) && SMALL_NUMBER.test(text);
}

/** Most occurrences of `e-` are in words and ids. Only a few are between digits. */
function holdsExponent(text: string): boolean {
  for (let at = text.indexOf('e-'); at !== -1; at = text.indexOf('e-', at + 2)) {
    if (isDigit(text.charCodeAt(at - 1)) && isDigit(text.charCodeAt(at + 2))) return true;
  }
  return false;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** In indented text, a space precedes a number. A string that matches only makes it slower. */
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

/** Below 1e-4, Python writes an exponent with at least two digits. */
function numberText(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude === 0 || magnitude >= 1e-4) return JSON.stringify(value);
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1');
}

/** Rounds a fraction with more digits than a double has, as Python does. A number outside the range of doubles is kept as it is. */
function exactText(literal: string): string {
  if (/^-?\d+$/.test(literal)) return literal;
  const double = Number(literal);
  return Number.isFinite(double) ? numberText(double) : literal;
}
