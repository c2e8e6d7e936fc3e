import { setMaxListeners } from 'node:events';

/** What ends one try of a call: the caller's signal, or the time that it may take. */
export interface CallSignal {
  readonly signal: AbortSignal;
  /** Listens no more. To be called when the try is over. */
  release(): void;
}

/**
 * AbortSignal.any and AbortSignal.timeout would say the same; but on a signal that lives for thousands of calls each leaves something
 * behind.
 */
export function callSignal(timeout: number, outer: AbortSignal | undefined): CallSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort(outer?.reason);
  const timer = setTimeout(
    () => controller.abort(new DOMException('the call took too long', 'TimeoutError')),
    timeout,
  );
  if (outer?.aborted === true) abort();
  else if (outer !== undefined) {
    setMaxListeners(0, outer); // As many as there are calls at once, which is no leak.
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
