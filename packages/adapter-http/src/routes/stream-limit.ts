import { UnavailableError } from '@memex/core';

/** How many streams may be open at once. */
export interface StreamLimits {
  readonly ofKey: number;
  readonly inAll: number;
}

/**
 * Opens a stream for a key, or for nobody in particular.
 *
 * @returns Closes it. Closing it again does nothing.
 * @throws UnavailableError if too many are open.
 */
export type OpenStream = (key: string | undefined) => () => void;

export function createStreamLimit({ ofKey, inAll }: StreamLimits): OpenStream {
  const byKey = new Map<string, number>();
  let open = 0;
  const count = (key: string | undefined, more: 1 | -1): void => {
    open += more;
    if (key === undefined) return;
    const now = (byKey.get(key) ?? 0) + more;
    if (now === 0) byKey.delete(key);
    else byKey.set(key, now);
  };
  return (key) => {
    if (key !== undefined && (byKey.get(key) ?? 0) >= ofKey)
      throw tooMany(`this API key has ${ofKey} open streams`);
    if (open >= inAll) throw tooMany('too many streams are open');
    count(key, 1);
    let isOpen = true;
    return () => {
      if (isOpen) count(key, -1);
      isOpen = false;
    };
  };
}

function tooMany(reason: string): UnavailableError {
  return new UnavailableError('the service', {
    part: 'service',
    reason,
    publicReason: reason,
    retryAfterSeconds: 10,
  });
}
