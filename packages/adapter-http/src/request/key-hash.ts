/** The hash of no bytes. It differs from process to process, so that nobody can choose keys that look alike. */
export const NO_HASH: number = Math.floor(Math.random() * 2 ** 30);

const FACTOR = 0x01000193;

/** The hash of some bytes and one more, or of some hashes and one more (FNV-1a). */
export function hashByte(hash: number, byte: number): number {
  return Math.imul(hash ^ byte, FACTOR);
}
