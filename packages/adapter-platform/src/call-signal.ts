import { setMaxListeners } from 'node:events';

/** Ends one attempt at a call: when the caller's signal fires, or at the timeout. */
export interface CallSignal {
  readonly signal: AbortSignal;
  /** Removes the listener and the timer. Call it when the attempt is over. */
  release(): void;
}

/** `AbortSignal.any` and `AbortSignal.timeout` would do the same, but they leak memory on a signal that outlives thousands of calls. */
export function callSignal(timeoutMs: number, outer: AbortSignal | undefined): CallSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(outer?.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException('the call took too long', 'TimeoutError')),
    timeoutMs,
  );
  if (outer?.aborted === true) abort();
  else if (outer !== undefined) {
    setMaxListeners(0, outer); // One listener per concurrent call, so not a leak.
    outer.addEventListener('abort', abort, { once: true });
  }
  return {
    signal: controller.signal,
    release() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', abort);
    },
  };
}
