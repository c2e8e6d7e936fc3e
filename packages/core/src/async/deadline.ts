import type { CallOptions } from '../port/call.js';
import { systemTimers, type Timers } from '../time/timers.js';
import { raceAbort } from './race-abort.js';

/** A signal that fires when the caller's signal does, or when the time is up. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Whether the time was up first. */
  hasPassed(): boolean;
  /** Removes the timer and the listener. Call it when the work is over. */
  release(): void;
}

/**
 * Starts a deadline.
 *
 * `AbortSignal.any` and `AbortSignal.timeout` would do the same. But on a caller's signal that lives for thousands of calls, each call
 * would leave something behind.
 */
export function startDeadline(
  timeoutMs: number,
  { signal: outer }: CallOptions = {},
  timers: Timers = systemTimers,
): Deadline {
  const controller = new AbortController();
  let passed = false;
  const cancel = timers.after(timeoutMs, () => {
    passed = !controller.signal.aborted;
    controller.abort(new DOMException('the call took too long', 'TimeoutError'));
  });
  const abort = (): void => controller.abort(outer?.reason);
  if (outer?.aborted === true) abort();
  else outer?.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    hasPassed: () => passed,
    release: () => {
      cancel();
      outer?.removeEventListener('abort', abort);
    },
  };
}

/**
 * Makes a call that ends in time, even if what is called ignores its signal.
 *
 * @param lateError - Makes the error to throw when the time is up.
 * @throws AbortedError when the caller's signal fires first.
 */
export async function callWithin<T>(
  timeoutMs: number,
  call: (options: CallOptions) => Promise<T>,
  options: CallOptions,
  lateError: (cause: unknown) => Error,
  timers: Timers = systemTimers,
): Promise<T> {
  const deadline = startDeadline(timeoutMs, options, timers);
  const { signal } = deadline;
  try {
    return await raceAbort(call({ signal }), { signal });
  } catch (error) {
    throw deadline.hasPassed() ? lateError(error) : error;
  } finally {
    deadline.release();
  }
}
