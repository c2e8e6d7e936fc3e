import { AbortedError, type CallOptions, isMemexError, throwIfAborted, UnavailableError } from '@memex/core';

/** How long a call may wait for Redis before its caller is told, in milliseconds. */
const PATIENCE_MILLIS = 900;

/** Redis refuses this for the time being: it loads its data, has no memory left, is a replica, or does not let us in. */
const UNWILLING =
  /^(?:LOADING|OOM|READONLY|MISCONF|CLUSTERDOWN|MASTERDOWN|TRYAGAIN|NOREPLICAS|BUSY|NOAUTH|WRONGPASS|NOPERM)\b/;

/**
 * The result of a call of Redis.
 *
 * @throws UnavailableError where Redis is away, unwilling or silent; the call may take effect yet. @throws AbortedError
 */
export async function within<A>(call: () => Promise<A>, { signal }: CallOptions = {}): Promise<A> {
  throwIfAborted({ signal });
  // First, so that what bounds it is made while Redis works.
  const answer = call();
  const limit = AbortSignal.timeout(PATIENCE_MILLIS);
  // One signal of both, so that no listener stays behind on the caller's, which may outlive many calls.
  const ending = signal === undefined ? limit : AbortSignal.any([limit, signal]);
  const ended = new Promise<never>((_, reject) => {
    const end = (): void =>
      reject(
        signal?.aborted === true
          ? new AbortedError(signal.reason)
          : unavailable(new Error('it did not answer in time')),
      );
    ending.addEventListener('abort', end, { once: true });
  });
  ended.catch(() => undefined); // Where the call is quicker, nobody waits for this.
  try {
    return await Promise.race([answer, ended]);
  } catch (error) {
    if (isMemexError(error)) throw error;
    throw isPassing(error) ? unavailable(error) : error;
  }
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name !== 'ReplyError' || UNWILLING.test(error.message);
}

function unavailable(cause: unknown): UnavailableError {
  return new UnavailableError('the queue', {
    reason: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}
