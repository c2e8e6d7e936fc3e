/**
 * The value of a JSON number: ± `digits` × 10 ^ `exponent`. The digits have no leading or trailing zeros. Zero has no digits.
 */
export interface Decimal {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

const ZERO = 0x30;

/** Reads a literal once from each end. A pattern that looks for trailing zeros would start again at every zero. */
export function decimalOf(literal: string): Decimal {
  const isNegative = literal.startsWith('-');
  const mark = literal.search(/[eE]/);
  const mantissa = literal.slice(isNegative ? 1 : 0, mark === -1 ? undefined : mark);
  const point = mantissa.indexOf('.');
  const fraction = point === -1 ? 0 : mantissa.length - point - 1;
  const all = point === -1 ? mantissa : mantissa.slice(0, point) + mantissa.slice(point + 1);
  let start = 0;
  while (all.charCodeAt(start) === ZERO) start++;
  let end = all.length;
  while (end > start && all.charCodeAt(end - 1) === ZERO) end--;
  if (start === end) return { isNegative: false, digits: '', exponent: 0 };
  const exponent = mark === -1 ? 0 : Number(literal.slice(mark + 1));
  return { isNegative, digits: all.slice(start, end), exponent: exponent - fraction + (all.length - end) };
}

/** Negative if the first is less, positive if it is more, 0 if they are equal. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const sign = signOf(a);
  if (sign !== signOf(b)) return sign - signOf(b);
  return sign < 0 ? compareSizes(b, a) : compareSizes(a, b);
}

function signOf({ isNegative, digits }: Decimal): number {
  if (digits === '') return 0;
  return isNegative ? -1 : 1;
}

/** If the first digits of both have the same place, the digits compare like texts. */
function compareSizes(a: Decimal, b: Decimal): number {
  const places = a.digits.length + a.exponent - (b.digits.length + b.exponent);
  if (places !== 0 || a.digits === b.digits) return places;
  return a.digits < b.digits ? -1 : 1;
}
