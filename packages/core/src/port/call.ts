import { AbortedError } from '../errors/errors.js';

/** What every method that waits takes. */
export interface CallOptions {
  /** Ends the wait: the call rejects with `AbortedError`. A write may still take effect. */
  readonly signal?: AbortSignal | undefined;
}

/** Throws `AbortedError` where the signal has fired. */
export function throwIfAborted(options: CallOptions | undefined): void {
  if (options?.signal?.aborted === true) throw new AbortedError(options.signal.reason);
}
