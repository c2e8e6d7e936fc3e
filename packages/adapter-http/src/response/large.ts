import { type AnswerBody, isEvents, isFile } from './answer.js';
import { CHUNK_BYTES } from './chunks.js';

/** Whether a body is large enough to be sent in chunks and counted against the memory budget. A file takes no memory, and events take little. */
export function isLarge(body: AnswerBody): boolean {
  if (typeof body === 'string') return body.length >= CHUNK_BYTES;
  return !isFile(body) && !isEvents(body) && body.reduce((sum, { length }) => sum + length, 0) >= CHUNK_BYTES;
}
