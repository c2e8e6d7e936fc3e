import { compareDecimals, type Decimal, decimalOf } from '../json/decimal.js';
import { ExactNumber } from '../json/exact-number.js';

/**
 * A single JSON value in a unique form. {@link isSame} tells whether two are the same. Values of different types never are.
 *
 * Integers are identifiers: they are the same if they have the same digits, at any size and however they are written. 1, 1.0
 * and 1e0 are the same value; 12345678901234560001 and 12345678901234560002 are two. Other numbers are measurements, which some
 * clients write with more digits than others: 0.1 and 0.10000000000000001 are the same, because they have the same nearest
 * double.
 */
export type Scalar = string | boolean | Numeric;

export type Numeric = number | LargeInteger;

/**
 * An integer that no double holds, in a unique form: all of its digits, unless it ends with very many zeros. It is plain data,
 * which can be sent to a thread.
 */
export interface LargeInteger {
  readonly integer: string;
}

/**
 * The {@link Scalar} of a JSON value.
 *
 * @param value - What `parseJson` returns, or a part of it.
 * @returns `undefined` if the value is null, an object, a list, a non-integer beyond the range of doubles, or a number with an
 * exponent beyond 2^53.
 */
export function scalarOf(value: unknown): Scalar | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return doubleIn(value);
    case 'bigint':
      return numericOf(value.toString());
    default:
      return value instanceof ExactNumber ? numericOf(value.literal) : undefined;
  }
}

function numericOf(literal: string): Numeric | undefined {
  const decimal = decimalOf(literal);
  const double = Number(literal);
  if (decimal.exponent < 0 || isWorth(double, decimal)) return doubleIn(double);
  return Number.isSafeInteger(decimal.exponent) ? { integer: integerOf(decimal) } : undefined;
}

/** Doubles have two zeros, which are the same value. */
function doubleIn(value: number): number | undefined {
  if (value === 0) return 0;
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Whether a double is written with the digits of a number. If so, it stands for the number, even if its exact value differs
 * slightly.
 */
function isWorth(double: number, decimal: Decimal): boolean {
  return (
    decimal.digits.length <= DIGITS_OF_DOUBLE &&
    Number.isFinite(double) &&
    compareDecimals(decimalOf(String(double)), decimal) === 0
  );
}

const DIGITS_OF_DOUBLE = 17;

/** Trailing zeros beyond this number are counted instead of written. */
const WRITTEN_ZEROS = 20;

function integerOf({ isNegative, digits, exponent }: Decimal): string {
  const zeros = exponent <= WRITTEN_ZEROS ? '0'.repeat(exponent) : `e${exponent}`;
  return `${isNegative ? '-' : ''}${digits}${zeros}`;
}

export function isSame(a: Scalar, b: Scalar): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && a.integer === b.integer);
}

/** The text of a value. For numbers and booleans it is their JSON. Values of different types may have the same text. */
export function textOf(value: Scalar): string {
  return typeof value === 'object' ? value.integer : String(value);
}

/** The nearest double; `undefined` if the value is not a number, or an integer beyond the range of doubles. */
export function doubleOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  const double = typeof value === 'object' ? Number(value.integer) : Number.NaN;
  return Number.isFinite(double) ? double : undefined;
}

/** Negative if the first is less, positive if it is more, 0 if they are equal. */
export function compareNumerics(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareDecimals(decimalOf(textOf(a)), decimalOf(textOf(b)));
}

/**
 * Returns the same object for all large integers that are the same, so that maps and sets distinguish values like {@link
 * isSame}.
 */
export function createIdentities(): (value: Scalar) => Scalar {
  const integers = new Map<string, LargeInteger>();
  return (value) => {
    if (typeof value !== 'object') return value;
    const known = integers.get(value.integer);
    if (known === undefined) integers.set(value.integer, value);
    return known ?? value;
  };
}
