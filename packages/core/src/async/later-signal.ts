import type { Timers } from '../time/timers.js';

/** A signal that fires some time after another. It gives work that should not be cut off at once a limited time to end. */
export interface LaterSignal {
  readonly signal: AbortSignal | undefined;
  /** Removes the timer and the listener. The signal will not fire any more. */
  release(): void;
}

/** @param millisOf - Returns the delay, when the first signal fires. */
export function laterSignal(
  first: AbortSignal | undefined,
  millisOf: () => number,
  timers: Timers,
): LaterSignal {
  if (first === undefined) return { signal: undefined, release: () => undefined };
  const later = new AbortController();
  let cancel = (): void => undefined;
  const begin = (): void => {
    cancel = timers.after(millisOf(), () => later.abort(first.reason));
  };
  if (first.aborted) begin();
  else first.addEventListener('abort', begin, { once: true });
  return {
    signal: later.signal,
    release: () => {
      first.removeEventListener('abort', begin);
      cancel();
    },
  };
}
