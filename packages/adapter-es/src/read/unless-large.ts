import { isLargeAnswer, LargeAnswerError } from '../cluster/failure.js';

/** Past it an answer is broken off. */
const MAX_ANSWER_BYTES = 16 * 1_048_576;

/**
 * What a request for so many documents answers; `undefined` where the answer would be too large. One document alone may be as large as it
 * is.
 */
export async function unlessLarge<T>(
  size: number,
  read: (maxAnswerBytes?: number) => Promise<T>,
): Promise<T | undefined> {
  if (size === 1) return read();
  try {
    return await read(MAX_ANSWER_BYTES);
  } catch (error) {
    if (error instanceof LargeAnswerError || isLargeAnswer(error)) return undefined;
    throw error;
  }
}
