import { delayAfter } from './delay.js';
import { BusyError, GoneIndexError, translate } from './failure.js';

const RETRY_TIMEOUT_MS = 3_000;

/**
 * Reads again while the cluster is busy, for a while: the first moments of an index are such, when a month begins. What does not
 * answer at all is not asked again.
 *
 * @throws UnavailableError
 */
export function retryWhileBusy<T>(read: () => Promise<T>): Promise<T> {
  return retryWhile((failure) => failure instanceof BusyError, read);
}

/**
 * Lists indices again, for a while, where one of them went before it was looked at: somebody dropped it or made it anew, or another node,
 * which was asked next, does not know it yet.
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
      const failure = translate(error);
      const delay = delayAfter(attempts);
      if (!mayPass(failure) || Date.now() + delay > deadline) throw failure;
      await new Promise((done) => setTimeout(done, delay));
    }
  }
}
