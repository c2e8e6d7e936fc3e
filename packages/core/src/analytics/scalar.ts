import { compareDecimals, type Decimal, decimalOf } from '../json/decimal.js';
import { ExactNumber } from '../json/exact-number.js';

/**
 * A single value as JSON has it, in the one form that it has: values are the same where {@link isSame} says so, and those of
 * different types never are.
 *
 * Integers are the same where they have the same digits, at any size and however they are written: 1, 1.0 and 1e0 are one value,
 * 12345678901234560001 and 12345678901234560002 are two. They are identifiers. Other numbers are measurements, which some clients
 * write with more digits than others: 0.1 and 0.10000000000000001 are the same, as the double nearest to both is.
 */
export type Scalar = string | boolean | Numeric;

export type Numeric = number | LargeInteger;

/**
 * An integer that no double holds, in the one form that it has: all of its digits, where it does not end with very many zeros.
 * Plain data, so that it can be sent to a thread.
 */
export interface LargeInteger {
  readonly integer: string;
}

/**
 * A value of JSON as {@link Scalar}s are told apart.
 *
 * @param value - What `parseJson` makes of a text, or a part of that.
 * @returns `undefined` where it is none: null, objects, lists, numbers beyond the doubles that are no integers, and those whose
 *   exponents are past 2^53.
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

/** Doubles have two zeros, which are one value. */
function doubleIn(value: number): number | undefined {
  if (value === 0) return 0;
  return Number.isFinite(value) ? value : undefined;
}

/** Whether a double is written with the digits of a number: that is what it stands for, also where it is worth a bit more or less. */
function isWorth(double: number, decimal: Decimal): boolean {
  return (
    decimal.digits.length <= DIGITS_OF_DOUBLE &&
    Number.isFinite(double) &&
    compareDecimals(decimalOf(String(double)), decimal) === 0
  );
}

const DIGITS_OF_DOUBLE = 17;

/** More zeros at the end of an integer are counted instead of written. */
const WRITTEN_ZEROS = 20;

function integerOf({ isNegative, digits, exponent }: Decimal): string {
  const zeros = exponent <= WRITTEN_ZEROS ? '0'.repeat(exponent) : `e${exponent}`;
  return `${isNegative ? '-' : ''}${digits}${zeros}`;
}

export function isSame(a: Scalar, b: Scalar): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && a.integer === b.integer);
}

/** The text of a value: of a number or a boolean that of JSON. Values of different types may have the same. */
export function textOf(value: Scalar): string {
  return typeof value === 'object' ? value.integer : String(value);
}

/** The double nearest to a number; `undefined` for what is no number, and for integers beyond all doubles. */
export function doubleOf(value: Scalar): number | undefined {
  if (typeof value === 'number') return value;
  const double = typeof value === 'object' ? Number(value.integer) : Number.NaN;
  return Number.isFinite(double) ? double : undefined;
}

/** Below 0 where the first is less than the second, above 0 where it is more, else 0. */
export function compareNumerics(a: Numeric, b: Numeric): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareDecimals(decimalOf(textOf(a)), decimalOf(textOf(b)));
}

/** Hands out one object for all large integers that are the same, so that a map or a set tells values apart as {@link isSame} does. */
export function createIdentities(): (value: Scalar) => Scalar {
  const integers = new Map<string, LargeInteger>();
  return (value) => {
    if (typeof value !== 'object') return value;
    const known = integers.get(value.integer);
    if (known === undefined) integers.set(value.integer, value);
    return known ?? value;
  };
}
