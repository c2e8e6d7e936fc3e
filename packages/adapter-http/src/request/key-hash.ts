/** The hash of an empty text. It differs between processes, so that nobody can construct keys with the same hash. */
export const NO_HASH: number = Math.floor(Math.random() * 2 ** 30);

const FACTOR = 0x01000193;

/** Adds a byte, or a hash, to a hash (FNV-1a). */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, FACTOR);
}
