/** By how much an array grows that is too short: twice its length at first, an eighth more once it is long. */
function grownLength(length: number, needed: number): number {
  const grown = length < LONG ? 2 * length : length + (length >> 3);
  return Math.max(needed, grown, 16);
}

const LONG = 65_536;

/** The array if it has room, otherwise a longer copy of it. */
export function grownInts(array: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  const longer = new Int32Array(grownLength(array.length, needed));
  longer.set(array);
  return longer;
}

/** The array if it has room, otherwise a longer copy of it. */
export function grownDoubles(array: Float64Array<ArrayBuffer>, needed: number): Float64Array<ArrayBuffer> {
  if (needed <= array.length) return array;
  const longer = new Float64Array(grownLength(array.length, needed));
  longer.set(array);
  return longer;
}
