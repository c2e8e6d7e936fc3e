import { AbortedError } from '../errors/errors.js';
import type { CallOptions } from '../port/call.js';

/** Waits for a promise until the signal fires. The work behind the promise continues. @throws AbortedError */
export async function raceAbort<T>(promise: Promise<T>, { signal }: CallOptions): Promise<T> {
  if (signal === undefined) return promise;
  let abort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(new AbortedError(signal.reason));
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', abort));
}
