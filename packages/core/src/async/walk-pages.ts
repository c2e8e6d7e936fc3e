import type { CallOptions } from '../port/call.js';
import { linkedSignal } from './linked-signal.js';

/** One page of a result. */
export interface WalkedPage<T, N> {
  readonly items: readonly T[];
  /** Requests the next page. Absent on the last one. */
  readonly next?: N | undefined;
}

/**
 * Yields the items of all pages, in order. The next page is read while the items of the current one are consumed, so at most
 * two are in memory. If the caller stops early, reading is aborted.
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
        reading.catch(() => undefined); // Awaited in the next round. A caller that stops earlier does not wait for it.
      }
      yield* items;
      if (next === undefined) return;
    }
  } finally {
    ended.abort();
  }
}
