import type { Timers } from '../time/timers.js';

/** A signal that fires a while after another; for what must not be cut off in the middle, and not last for ever either. */
export interface LaterSignal {
  readonly signal: AbortSignal | undefined;
  /** Ends the waiting; the signal does not fire any more. */
  release(): void;
}

/** @param millisOf - How long after it; asked when it fires. */
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
