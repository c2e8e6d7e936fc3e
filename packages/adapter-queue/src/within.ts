import { AbortedError, type CallOptions, isMemexError, throwIfAborted, UnavailableError } from '@memex/core';

/** How long a call may wait for Redis before its caller is told, in milliseconds. */
const PATIENCE_MILLIS = 900;

/** Redis refuses writes for the time being: it loads its data, has no memory left, or is a replica. */
const UNWILLING = /^(?:LOADING|OOM|READONLY|MISCONF|CLUSTERDOWN|MASTERDOWN|TRYAGAIN|NOREPLICAS|BUSY)\b/;

/**
 * The result of a call of Redis.
 *
 * @throws UnavailableError where Redis is away, unwilling or silent; the call may take effect yet. @throws AbortedError
 */
export async function within<A>(call: () => Promise<A>, { signal }: CallOptions = {}): Promise<A> {
  throwIfAborted({ signal });
  const limit = AbortSignal.timeout(PATIENCE_MILLIS);
  const ended = new Promise<never>((_, reject) => {
    limit.addEventListener('abort', () => reject(unavailable(new Error('it did not answer in time'))), {
      once: true,
    });
    signal?.addEventListener('abort', () => reject(new AbortedError(signal.reason)), { once: true });
  });
  ended.catch(() => undefined); // Where the call is quicker, nobody waits for this.
  try {
    return await Promise.race([call(), ended]);
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
