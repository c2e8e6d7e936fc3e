import { type AnswerBody, isBytes, isEvents, isFile } from './answer.js';
import { CHUNK_BYTES } from './chunks.js';

/**
 * Whether a body is large enough to be sent in chunks and counted against the memory budget. A file takes no memory, and
 * what is made on the way takes little.
 */
export function isLarge(body: AnswerBody): boolean {
  if (typeof body === 'string') return body.length >= CHUNK_BYTES;
  if (isFile(body) || isBytes(body) || isEvents(body)) return false;
  return body.reduce((sum, { length }) => sum + length, 0) >= CHUNK_BYTES;
}
