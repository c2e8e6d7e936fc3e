import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { stringifyJson } from '../json/exact-json.js';

/** A digest of an input as it was sent, ignoring white space. */
export function fingerprintOf(input: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(stringifyJson(input))));
}
