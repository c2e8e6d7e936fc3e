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
  const bytes = bytesOf(list);
  for (let index = 0; index <= bytes.length; index++) {
    if (index === bytes.length || bytes[index] === COMMA) {
      skip();
      continue;
    }
    const isNegative = bytes[index] === MINUS;
    if (isNegative) index++;
    let [head, tail, inTail] = [0, 0, 0];
    for (const end = index + HEAD_DIGITS; index < end && isDigit(bytes, index); index++)
      head = head * 10 + digitAt(bytes, index);
    for (; isDigit(bytes, index); index++, inTail++) tail = tail * 10 + digitAt(bytes, index);
    // The lower bits are exact. The whole is a double, off by no more than 2^11: what the lower bits leave is rounded to the upper ones.
    const lower = (Math.imul(head, POWERS_INT32[inTail] ?? 0) + tail) | 0;
    const upper = Math.round((head * (POWERS[inTail] ?? 0) + tail - (lower >>> 0)) / BITS_32) | 0;
    if (!isNegative) take(upper, lower);
    else take(lower === 0 ? -upper | 0 : ~upper, -lower | 0);
  }
}

/** Likewise reads integers that are not negative, and that a double holds. None is missing. @param most - How many there are at most. */
export function readNumbers(list: string, most: number): Float64Array {
  const bytes = bytesOf(list);
  const numbers = new Float64Array(most);
  let count = 0;
  for (let index = 0; index < bytes.length; index++) {
    let number = 0;
    for (; isDigit(bytes, index); index++) number = number * 10 + digitAt(bytes, index);
    numbers[count++] = number;
  }
  return numbers.subarray(0, count);
}

/** Bytes are read in a third of the time that the characters of a text take. */
function bytesOf(list: string): Uint8Array {
  return Buffer.from(list, 'latin1');
}

/** Behind the end of a list there is none. */
function isDigit(bytes: Uint8Array, index: number): boolean {
  return index < bytes.length && (bytes[index] ?? 0) >= ZERO;
}

function digitAt(bytes: Uint8Array, index: number): number {
  return (bytes[index] ?? 0) - ZERO;
}
