const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;

/** How many digits of a hash are read as the first of its two parts: the other part has ten at most. */
const HEAD_DIGITS = 9;

const POWERS = Float64Array.from({ length: 11 }, (_, exponent) => 10 ** exponent);
const POWERS_INT32 = Int32Array.from(POWERS, (power) => power | 0);

const BITS_32 = 2 ** 32;

/**
 * Reads a list of 64-bit integers in decimal, separated by commas; empty items are missing ones. This is the cheapest form in which
 * SQLite hands over integers that no double holds. Calls `take` with the upper and the lower 32 bits of each, or `skip`.
 */
export function readHashes(
  list: string,
  take: (upper: number, lower: number) => void,
  skip: () => void,
): void {
  for (let index = 0; index <= list.length; index++) {
    if (index === list.length || list.charCodeAt(index) === COMMA) {
      skip();
      continue;
    }
    const isNegative = list.charCodeAt(index) === MINUS;
    if (isNegative) index++;
    let [head, tail, inTail] = [0, 0, 0];
    for (const end = index + HEAD_DIGITS; index < end && isDigit(list, index); index++)
      head = head * 10 + list.charCodeAt(index) - ZERO;
    for (; isDigit(list, index); index++, inTail++) tail = tail * 10 + list.charCodeAt(index) - ZERO;
    // The lower bits are exact. The whole is a double, off by no more than 2^11: what the lower bits leave is rounded to the upper ones.
    const lower = (Math.imul(head, POWERS_INT32[inTail] ?? 0) + tail) | 0;
    const upper = Math.round((head * (POWERS[inTail] ?? 0) + tail - (lower >>> 0)) / BITS_32) | 0;
    if (!isNegative) take(upper, lower);
    else take(lower === 0 ? -upper | 0 : ~upper, -lower | 0);
  }
}

/** Behind the end of a text there is none. */
function isDigit(list: string, index: number): boolean {
  return list.charCodeAt(index) >= ZERO;
}
