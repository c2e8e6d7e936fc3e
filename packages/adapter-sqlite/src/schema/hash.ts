import { hash } from 'node:crypto';

/**
 * A 64-bit hash of a text, for indices: eight bytes instead of hundreds. The start of SHA-256, so that nobody can choose a text
 * that collides with a given one. Look-ups compare the text itself as well.
 */
export function hashOf(text: string): bigint {
  const known = recent.get(text);
  if (known !== undefined) return known;
  const value = BigInt.asIntN(64, BigInt(`0x${hash('sha256', text, 'hex').slice(0, 16)}`));
  if (recent.size >= MAX_HASHES) recent.clear();
  recent.set(text, value);
  return value;
}

/** Users, channels and conversations come again and again: remembering them halves the cost of a row. */
const recent = new Map<string, bigint>();
const MAX_HASHES = 10_000;
