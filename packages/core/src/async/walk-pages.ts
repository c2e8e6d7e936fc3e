import type { CallOptions } from '../port/call.js';
import { linkedSignal } from './linked-signal.js';

/** One page of a result. */
export interface WalkedPage<T, N> {
  readonly items: readonly T[];
  /** What the next page is asked for with; absent where this one is the last. */
  readonly next?: N | undefined;
}

/**
 * The items of all pages, in order. The page after the one whose items are being taken is read meanwhile; no more than these two are
 * held. A caller that stops early aborts the reading.
 */
export async function* walkPages<T, N>(
  first: N,
  read: (at: N, options: CallOptions) => Promise<WalkedPage<T, N>>,
  { signal }: CallOptions = {},
): AsyncGenerator<T, void> {
  const ended = new AbortController();
  const options = { signal: linkedSignal(ended.signal, signal) };
  try {
    for (let reading = read(first, options); ; ) {
      const { items, next } = await reading;
      if (next !== undefined) {
        reading = read(next, options);
        reading.catch(() => undefined); // Awaited in the next round; a caller that stops before it waits for nothing.
      }
      yield* items;
      if (next === undefined) return;
    }
  } finally {
    ended.abort();
  }
}
