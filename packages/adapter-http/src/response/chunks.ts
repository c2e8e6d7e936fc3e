import { setImmediate as nextTurn } from 'node:timers/promises';

/** Most bytes of a chunk: what a client has to take within the time limit for stalled readers. */
export const CHUNK_BYTES = 65_536;

/** How many bytes are made at once before others have their turn. */
const TURN_BYTES = 4 * CHUNK_BYTES;

/**
 * Texts as chunks of bytes, made as they are asked for.
 *
 * @param onChunk - Told the size of each chunk when it is asked for: those before it have been taken.
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
    if (made < TURN_BYTES) continue;
    made = 0;
    await nextTurn();
  }
}

/** The bytes of texts, of several together where they are short. */
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
