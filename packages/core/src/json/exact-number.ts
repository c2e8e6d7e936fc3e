/** A JSON number that neither a double nor, because it is no integer or a very long one, a `bigint` holds: kept as it was written. */
export class ExactNumber {
  constructor(readonly literal: string) {}

  /** Makes plain `JSON.stringify` throw, as it does for a `bigint`, instead of writing an object. */
  toJSON(): bigint {
    return 0n;
  }
}

/**
 * Whether a literal is what a double is written as, so that nothing of it is lost in one. Long fractions mostly are: they were doubles
 * before; so are some integers past 2^53.
 */
export function isDouble(literal: string): boolean {
  return literal.length <= LONGEST_DOUBLE && String(Number(literal)) === literal;
}

/** The number that a JSON literal stands for, without rounding. */
export function exactNumber(literal: string): number | bigint | ExactNumber {
  if (isDouble(literal)) return Number(literal);
  if (literal.length > LONGEST_COMPARED) return new ExactNumber(literal);
  const double = Number(literal);
  if (/^-?\d+$/.test(literal)) return Number.isSafeInteger(double) ? double : BigInt(literal);
  return Number.isFinite(double) && decimalOf(String(double)) === decimalOf(literal)
    ? double
    : new ExactNumber(literal);
}

/** The length of the longest text of a double: `-1.2345678901234567e-100`. */
const LONGEST_DOUBLE = 24;

/** Past this length a literal is kept unread: converting millions of digits takes seconds. */
const LONGEST_COMPARED = 400;

/** Significant digits and exponent of a literal, so that equal values have equal texts. */
function decimalOf(literal: string): string {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(literal) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const significant = digits.replace(/0+$/, '');
  if (significant === '') return '0';
  return `${sign}${significant}e${BigInt(exponent) - BigInt(fraction.length) + BigInt(digits.length - significant.length)}`;
}
