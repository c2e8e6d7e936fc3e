import { type Body, isFile } from './answer.js';
import { CHUNK_BYTES } from './chunks.js';

/** Whether a body takes so much memory that it is sent piece by piece, and counted. A file takes none. */
export function isLarge(body: Body): boolean {
  if (typeof body === 'string') return body.length >= CHUNK_BYTES;
  return !isFile(body) && body.reduce((sum, { length }) => sum + length, 0) >= CHUNK_BYTES;
}
