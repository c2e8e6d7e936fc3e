import { delayAfter } from './delay.js';
import { BusyError, GoneIndexError, memexErrorOf } from './failure.js';

const RETRY_TIMEOUT_MS = 3_000;

/**
 * Repeats a call for a few seconds while the cluster is busy. New indices are busy for a moment, for example when a
 * month begins. A call that gets no answer is not repeated.
 *
 * @throws UnavailableError
 */
export function retryWhileBusy<T>(read: () => Promise<T>): Promise<T> {
  return retryWhile((failure) => failure instanceof BusyError, read);
}

/**
 * Repeats a listing for a few seconds when one of its indices is gone before it was inspected. It may have been
 * dropped or recreated, or the node that was asked next does not know it yet.
 *
 * @throws UnavailableError
 */
export function retryWhileGone<T>(list: () => Promise<T>): Promise<T> {
  return retryWhile((failure) => failure instanceof GoneIndexError, list);
}

async function retryWhile<T>(mayPass: (failure: Error) => boolean, call: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + RETRY_TIMEOUT_MS;
  for (let attempts = 0; ; attempts++) {
    try {
      return await call();
    } catch (error) {
      const failure = memexErrorOf(error);
      const delay = delayAfter(attempts);
      if (!mayPass(failure) || Date.now() + delay > deadline) throw failure;
      await new Promise((done) => setTimeout(done, delay));
    }
  }
}
