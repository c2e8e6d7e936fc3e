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
  const { upper, lower } = computeHalves(text);
  return (BigInt(upper) << 32n) | BigInt(lower >>> 0);
}

/** The upper and the lower 32 bits of a hash. */
export interface HashHalves {
  readonly upper: number;
  readonly lower: number;
}

/** The same hash in two halves, in half of the time: of a digest as characters, each a byte, eight are looked at. */
export function computeHalves(text: string): HashHalves {
  const digest = hash('sha256', text, 'binary');
  return { upper: bitsAt(digest, 0), lower: bitsAt(digest, 4) };
}

function bitsAt(digest: string, index: number): number {
  return (
    (digest.charCodeAt(index) << 24) |
    (digest.charCodeAt(index + 1) << 16) |
    (digest.charCodeAt(index + 2) << 8) |
    digest.charCodeAt(index + 3)
  );
}
