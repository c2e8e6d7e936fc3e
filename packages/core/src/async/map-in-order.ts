import type { CallOptions } from '../port/call.js';
import { linkedSignal } from './linked-signal.js';

/** Options of {@link mapInOrder}. */
export interface MapOptions extends CallOptions {
  /** Maximum number of concurrent calls. */
  readonly atOnce?: number;
}

/** By default, do not burden a service that is not ours with more calls. */
const DEFAULT_AT_ONCE = 16;

/** How many results, per concurrent call, may wait for an earlier one that is slow. */
const AHEAD = 4;

/**
 * Calls a function for each item, several at a time, and yields the results in the order of the items. Items are taken as
 * needed, and a limited number of results waits. If a call fails, or the caller stops early, the other calls are aborted.
 *
 * @param call - Gets a signal that fires when the iteration ends.
 */
export async function* mapInOrder<A, B>(
  items: Iterable<A>,
  call: (item: A, options: CallOptions) => Promise<B>,
  { atOnce = DEFAULT_AT_ONCE, signal }: MapOptions = {},
): AsyncGenerator<B, void> {
  const ended = new AbortController();
  const linked = linkedSignal(ended.signal, signal);
  const source = items[Symbol.iterator]();
  const results: Promise<B>[] = [];
  let underWay = 0;
  const begin = (): void => {
    while (underWay < atOnce && results.length < atOnce * AHEAD && !ended.signal.aborted) {
      const next = source.next();
      if (next.done === true) return;
      underWay++;
      const result = call(next.value, { signal: linked }).finally(() => {
        underWay--;
        begin();
      });
      result.catch(() => undefined); // Awaited below, in its turn. After an earlier failure, nobody awaits it.
      results.push(result);
    }
  };
  try {
    begin();
    for (let first = results.shift(); first !== undefined; first = results.shift()) {
      yield await first;
      begin();
    }
  } finally {
    ended.abort();
  }
}
