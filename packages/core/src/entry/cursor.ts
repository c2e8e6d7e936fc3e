import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { LeafCodec } from '../codec/leaf.js';
import { foreignCursor } from '../errors/malformed.js';
import type { Position } from './entry.js';

/**
 * Wraps a store's position into the opaque text that clients send back. The text has a checksum over the position and its
 * query, so that a cursor that is damaged, guessed or sent with another query is refused. A cursor grants no access: each call
 * checks what the caller may see.
 */
export function writeCursor(position: Position, query: unknown): string {
  return `${checksum(position, query)}${bytesToHex(utf8ToBytes(position))}`;
}

/**
 * @returns The position in the cursor; `undefined` without a cursor.
 * @throws MalformedError if the cursor belongs to another query.
 */
export function readCursor(cursor: string | null, query: unknown): Position | undefined {
  if (cursor === null) return undefined;
  const position = textOf(cursor.slice(CHECKSUM_LENGTH));
  if (position === undefined || checksum(position, query) !== cursor.slice(0, CHECKSUM_LENGTH)) {
    throw foreignCursor();
  }
  return position;
}

const CHECKSUM_LENGTH = 16;

/** A cursor as a client sends it. {@link readCursor} checks whether it belongs to the query. */
export const cursorText: LeafCodec<string, 'cursor'> = new LeafCodec(
  'cursor',
  (value): value is string => typeof value === 'string' && /^[0-9a-f]{18,}$/.test(value),
  'the cursor of an earlier page of this query',
  'a string',
);

function checksum(position: Position, query: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([position, query])))).slice(0, CHECKSUM_LENGTH);
}

function textOf(hex: string): string | undefined {
  return /^(?:[0-9a-f]{2})+$/.test(hex) ? new TextDecoder().decode(hexToBytes(hex)) : undefined;
}
