import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { stringifyJson } from '../json/exact-json.js';
import type { Instant } from '../time/instant.js';

/** 128 bits of a digest of some values, as 32 hexadecimal digits. */
export function digestOf(values: readonly unknown[]): string {
  return bytesToHex(sha256(utf8ToBytes(stringifyJson(values)))).slice(0, 32);
}

/** The same as {@link digestOf}, which only who has the key can compute. */
export function keyedDigestOf(key: Uint8Array, values: readonly unknown[]): string {
  return bytesToHex(hmac(sha256, key, utf8ToBytes(stringifyJson(values)))).slice(0, 32);
}

/**
 * A UUID of version 7 (RFC 9562) that is always the same for an instant and a digest of 32 hexadecimal digits: 48 bits are the milliseconds, and
 * 74 bits are of the digest. So trace ids that are made of it sort by time, as others do, and an entry that is imported twice has the same.
 *
 * Source: {@link https://www.rfc-editor.org/rfc/rfc9562#section-5.7 | RFC 9562, UUID Version 7}
 */
export function uuidOf(at: Instant, digest: string): string {
  const millis = Math.max(0, Math.floor(at / 1_000))
    .toString(16)
    .padStart(12, '0')
    .slice(-12);
  const variant = ((Number.parseInt(digest.slice(3, 4), 16) & 0b11) | 0b1000).toString(16);
  return `${millis.slice(0, 8)}-${millis.slice(8)}-7${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`;
}
