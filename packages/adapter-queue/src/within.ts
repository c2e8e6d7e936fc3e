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
export function within<A>(call: () => Promise<A>, { signal }: CallOptions = {}): Promise<A> {
  return new Promise((resolve, reject) => {
    throwIfAborted({ signal });
    const answer = call();
    const settle = (how: () => void): void => {
      clearTimeout(patience);
      signal?.removeEventListener('abort', abort);
      how();
    };
    const abort = (): void => settle(() => reject(new AbortedError(signal?.reason)));
    const expire = (): void => settle(() => reject(unavailable(new Error('it did not answer in time'))));
    // A timer of its own: a signal that times out costs as much as Redis does.
    const patience = setTimeout(expire, PATIENCE_MILLIS);
    signal?.addEventListener('abort', abort, { once: true });
    answer.then(
      (result) => settle(() => resolve(result)),
      (error: unknown) => settle(() => reject(isPassing(error) ? unavailable(error) : error)),
    );
  });
}

function isPassing(error: unknown): boolean {
  if (!(error instanceof Error) || isMemexError(error)) return false;
  return error.name !== 'ReplyError' || UNWILLING.test(error.message);
}

function unavailable(cause: unknown): UnavailableError {
  return new UnavailableError('the queue', {
    part: 'queue',
    reason: cause instanceof Error ? cause.message : String(cause),
    cause,
  });
}
