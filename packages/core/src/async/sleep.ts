import { AbortedError } from '../errors/errors.js';
import type { CallOptions } from '../port/call.js';
import type { Timers } from '../time/timers.js';

/** Resolves after the given time. @throws AbortedError if the signal fires first. */
export function sleep(millis: number, timers: Timers, { signal }: CallOptions = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(new AbortedError(signal.reason));
    const abort = (): void => {
      cancel();
      reject(new AbortedError(signal?.reason));
    };
    const cancel = timers.after(millis, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    signal?.addEventListener('abort', abort, { once: true });
  });
}
