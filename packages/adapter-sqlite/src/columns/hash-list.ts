const COMMA = 0x2c;
const MINUS = 0x2d;
const ZERO = 0x30;

/** How many digits of a hash are read as the first of its two parts: the other part has ten. */
const TAIL_DIGITS = 10;
const TAIL = 10 ** TAIL_DIGITS;
const TAIL_INT32 = TAIL | 0;

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
  for (let start = 0; start <= list.length; ) {
    let end = start;
    while (end < list.length && list.charCodeAt(end) !== COMMA) end++;
    if (end === start) skip();
    else readOne(list, start, end, take);
    start = end + 1;
  }
}

function readOne(
  list: string,
  start: number,
  end: number,
  take: (upper: number, lower: number) => void,
): void {
  const isNegative = list.charCodeAt(start) === MINUS;
  const first = isNegative ? start + 1 : start;
  const split = Math.max(first, end - TAIL_DIGITS);
  let head = 0;
  for (let index = first; index < split; index++) head = head * 10 + list.charCodeAt(index) - ZERO;
  let tail = 0;
  for (let index = split; index < end; index++) tail = tail * 10 + list.charCodeAt(index) - ZERO;
  // The lower bits are exact. The whole is a double, off by no more than 2^11: what the lower bits leave is rounded to the upper ones.
  const lower = (Math.imul(head, TAIL_INT32) + tail) | 0;
  const upper = Math.round((head * TAIL + tail - (lower >>> 0)) / BITS_32) | 0;
  if (!isNegative) take(upper, lower);
  else take(lower === 0 ? -upper | 0 : ~upper, -lower | 0);
}
