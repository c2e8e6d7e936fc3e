import { type Decimal, decimalOf } from './decimal.js';

/** A JSON number that neither a double nor, because it is no integer or a very long one, a `bigint` holds: kept as it was written. */
export class ExactNumber {
  constructor(readonly literal: string) {}

  /** Makes plain `JSON.stringify` throw, as it does for a `bigint`, instead of writing an object. */
  toJSON(): bigint {
    return 0n;
  }
}

/** Whether a text is a number as JSON writes it. */
export function isNumberLiteral(text: string): boolean {
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text);
}

/** The number that a text is as JSON, without rounding; `undefined` where it is none. */
export function numberOfText(text: string): number | bigint | ExactNumber | undefined {
  if (!isNumberLiteral(text)) return undefined;
  return isDouble(text) ? Number(text) : misfitNumber(text);
}

/** The number that a JSON literal stands for which is no double. */
export function misfitNumber(literal: string): bigint | ExactNumber {
  return literal.length <= MAX_CONVERTED && isInteger(literal) ? BigInt(literal) : new ExactNumber(literal);
}

/**
 * Whether a double holds what a JSON literal says. Of an integer past 2^53 that is so only where a double is written with the same
 * digits; of other numbers, where the digits that a double is written with are worth the same.
 */
export function isDouble(literal: string): boolean {
  if (literal.length > MAX_CONVERTED) return false;
  return isInteger(literal) ? isDoubleInteger(literal) : isDoubleDecimal(literal);
}

function isDoubleInteger(literal: string): boolean {
  // Where a double has more digits the others are zeros: that spares most long ids the conversion.
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

/** Digits that a double is written with at most. */
const MAX_DIGITS = 17;

/** Digits that every double of a usual size keeps. */
const KEPT_DIGITS = 15;

/** The length of the longest text of a double: `-1.2345678901234567e-100`. */
const MAX_DOUBLE_CHARACTERS = 24;

/** Past this length a literal is kept unread: making a `bigint` of it takes time that grows with the square of the length. */
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

/** Doubles past the exponents of normal ones hold fewer digits. */
function isAlwaysDouble({ digits, exponent }: Decimal): boolean {
  return digits.length <= KEPT_DIGITS && Math.abs(exponent) < 290;
}
