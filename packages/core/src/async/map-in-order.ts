import type { CallOptions } from '../port/call.js';
import { linkedSignal } from './linked-signal.js';

/** How much is under way for one caller of {@link mapInOrder}. */
export interface MapOptions extends CallOptions {
  /** Most calls at once. */
  readonly atOnce?: number;
}

/** Most calls at once to a service that is not ours to burden. */
const DEFAULT_AT_ONCE = 16;

/** How many more results than calls may wait for a slow one before them. */
const AHEAD = 4;

/**
 * What a call gives for each item, in the order of the items, several calls at once. Items are taken as they are needed, and a bounded
 * number of results waits. A call that fails, or a caller that stops early, aborts those under way.
 *
 * @param call - Is given a signal that ends with the iteration.
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
      result.catch(() => undefined); // Awaited below, in turn; after an earlier failure nobody waits for it.
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
