import { type Decimal, decimalOf } from './decimal.js';

/** A JSON number that is kept as it was written: no double holds it, and it is not an integer, or too long for a `bigint`. */
export class ExactNumber {
  constructor(readonly literal: string) {}

  /** Makes plain `JSON.stringify` throw, as it does for a `bigint`, instead of writing an object. */
  toJSON(): bigint {
    return 0n;
  }
}

/** Whether a text is a JSON number. */
export function isNumberLiteral(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/** Parses a JSON number without rounding; `undefined` if the text is not one. */
export function numberOfText(text: string): number | bigint | ExactNumber | undefined {
  if (!isNumberLiteral(text)) return undefined;
  return isDouble(text) ? Number(text) : misfitNumber(text);
}

/** The value of a JSON number that no double holds. */
export function misfitNumber(literal: string): bigint | ExactNumber {
  return literal.length <= MAX_CONVERTED && isInteger(literal) ? BigInt(literal) : new ExactNumber(literal);
}

/**
 * Whether a double holds the exact value of a JSON number. An integer beyond 2^53 counts only if the double is written with the
 * same digits. For other numbers, the digits that the double is written with must have the same value.
 */
export function isDouble(literal: string): boolean {
  if (literal.length > MAX_CONVERTED) return false;
  return isInteger(literal) ? isDoubleInteger(literal) : isDoubleDecimal(literal);
}

function isDoubleInteger(literal: string): boolean {
  // If the double has more digits, the rest are zeros. This check saves converting most long ids.
  if (literal.length > MAX_DIGITS + 1 && !literal.endsWith('0')) return false;
  return String(Number(literal)) === literal;
}

function isDoubleDecimal(literal: string): boolean {
  const double = Number(literal);
  if (literal.length <= MAX_DOUBLE_CHARACTERS && String(double) === literal) return true;
  const sent = decimalOf(literal);
  if (isAlwaysDouble(sent)) return true;
  if (sent.digits.length > MAX_DIGITS || !Number.isFinite(double)) return false;
  const held = decimalOf(String(double));
  return held.digits === sent.digits && held.exponent === sent.exponent;
}

/** The most digits that a double is written with. */
const MAX_DIGITS = 17;

/** The digits that every double of usual size preserves. */
const KEPT_DIGITS = 15;

/** The length of the longest text of a double: `-1.2345678901234567e-100`. */
const MAX_DOUBLE_CHARACTERS = 24;

/** A longer literal is kept as text: converting it to a `bigint` takes time quadratic in its length. */
const MAX_CONVERTED = 400;

const ZERO = 0x30;
const NINE = 0x39;

function isInteger(literal: string): boolean {
  for (let index = literal.startsWith('-') ? 1 : 0; index < literal.length; index++) {
    const code = literal.charCodeAt(index);
    if (code < ZERO || code > NINE) return false;
  }
  return true;
}

/** Doubles beyond the normal exponents hold fewer digits. */
function isAlwaysDouble({ digits, exponent }: Decimal): boolean {
  return digits.length <= KEPT_DIGITS && Math.abs(exponent) < 290;
}
