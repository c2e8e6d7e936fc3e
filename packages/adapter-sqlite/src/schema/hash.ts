import { hash } from 'node:crypto';

/**
 * A 64-bit hash of a text, for indices: eight bytes instead of hundreds. It is the start of SHA-256, so nobody can craft a text that
 * collides with a given one. Look-ups compare the text as well.
 */
export function hashOf(text: string): bigint {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const value = computeHash(text);
  if (recent.size >= MAX_HASHES) recent.clear();
  recent.set(text, value);
  return value;
}

/** The same users, channels and conversations come again and again. Caching their hashes halves the cost of a row. */
const recent = new Map<string, bigint>();
const MAX_HASHES = 10_000;

/** The same hash. Keeps nothing in memory. */
export function computeHash(text: string): bigint {
  return BigInt.asIntN(64, BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`));
}
