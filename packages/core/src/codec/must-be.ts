import { ExactNumber } from '../json/exact-number.js';

/**
 * The message of an issue of a single value: `must be a string, not a number`. If only its type is right, the message says what
 * it must be. It never shows the value, which may be large or private.
 *
 * @param right - What begins with the name of the right type, if `expected` does not: `a string` for `a cursor`.
 */
export function mustBe(expected: string, value: unknown, right = expected): string {
  if (isMisfit(value) && expected === 'a number') return 'has more digits than a double holds';
  const kind = kindOf(value);
  return right.startsWith(kind) ? `must be ${expected}` : `must be ${expected}, not ${kind}`;
}

function kindOf(value: unknown): string {
  if (isMisfit(value)) return 'a number with more digits than a double holds';
  if (Array.isArray(value)) return 'an array';
  switch (typeof value) {
    case 'object':
      if (value === null) return 'null';
      return isPlainObject(value) ? 'an object' : 'an instance of a class';
    case 'undefined':
      return 'undefined';
    case 'number':
      return Number.isFinite(value) ? 'a number' : String(value);
    default:
      return `a ${typeof value}`;
  }
}

function isMisfit(value: unknown): boolean {
  return typeof value === 'bigint' || value instanceof ExactNumber;
}

/** A plain object, as JSON has them, or one without a prototype. */
export function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
