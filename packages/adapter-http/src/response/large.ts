import { type AnswerBody, isFile } from './answer.js';
import { CHUNK_BYTES } from './chunks.js';

/** Whether a body is large enough to be sent in chunks and counted against the memory budget. A file takes no memory. */
export function isLarge(body: AnswerBody): boolean {
  if (typeof body === 'string') return body.length >= CHUNK_BYTES;
  return !isFile(body) && body.reduce((sum, { length }) => sum + length, 0) >= CHUNK_BYTES;
}
