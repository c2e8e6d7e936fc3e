import { setImmediate as nextTurn } from 'node:timers/promises';

/** Size of a chunk. A client must read one within the time limit for stalled readers. */
export const CHUNK_BYTES = 65_536;

/** Bytes to produce before yielding to the event loop. */
const BYTES_PER_TURN = 4 * CHUNK_BYTES;

/**
 * Encodes texts as chunks of bytes, on demand.
 *
 * @param onChunk - Called with the size of each chunk when it is requested. By then, the client has read the ones before it.
 */
export async function* chunksOf(
  texts: readonly string[],
  onChunk: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  let made = 0;
  for (const bytes of piecesOf(texts)) {
    for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
      const chunk = bytes.subarray(start, start + CHUNK_BYTES);
      onChunk(chunk.length);
      yield chunk;
    }
    made += bytes.length;
    if (made < BYTES_PER_TURN) continue;
    made = 0;
    await nextTurn();
  }
}

/** The bytes of texts. Short texts are encoded together. */
function* piecesOf(texts: readonly string[]): Generator<Buffer> {
  let first = 0;
  let length = 0;
  for (const [index, text] of texts.entries()) {
    length += text.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.from(texts.slice(first, index + 1).join(''));
    first = index + 1;
    length = 0;
  }
  if (first < texts.length) yield Buffer.from(texts.slice(first).join(''));
}
