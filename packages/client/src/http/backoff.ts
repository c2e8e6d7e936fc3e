import { AnswerError } from '../model/errors.js';

const FIRST_MS = 250;
const MAX_MS = 30_000;

/**
 * The delay before the next attempt, in milliseconds: anything up to a bound that doubles with each failure ("full jitter"), so that
 * clients that failed together come back one by one; and no less than the server asked for.
 *
 * @param failures - How many attempts failed before this one did.
 */
export function backoffDelay(failures: number, error: unknown): number {
  const asked = error instanceof AnswerError ? (error.retryAfterMs ?? 0) : 0;
  return asked + Math.random() * Math.min(MAX_MS, FIRST_MS * 2 ** failures);
}

/** Resolves after so long; rejects with the reason of the signal when that fires. */
export function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
