import { isLargeAnswer, LargeAnswerError } from '../cluster/failure.js';

/** A larger answer is aborted. */
const MAX_ANSWER_BYTES = 16 * 1_048_576;

/**
 * Runs a request for `size` documents. Returns `undefined` if the answer is too large. A single document may have any
 * size.
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
