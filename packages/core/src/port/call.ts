import { AbortedError } from '../errors/errors.js';

/** Options of every method that waits. */
export interface CallOptions {
  /** Aborting it rejects the call with `AbortedError`. A write may still take effect. */
  readonly signal?: AbortSignal | undefined;
}

/** Throws `AbortedError` if the signal has fired. */
export function throwIfAborted(options: CallOptions | undefined): void {
  if (options?.signal?.aborted === true) throw new AbortedError(options.signal.reason);
}
