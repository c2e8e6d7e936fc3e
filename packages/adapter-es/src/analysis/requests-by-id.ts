import type { TimeWindow } from '@memex/core/ports';
import { eachPair } from './pairs.js';
import type { Scope } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** The first request with some id in a part of the window. */
export interface Question {
  /** Its position in the scope: 0 is the whole window. */
  readonly part: number;
  /** In microseconds. */
  readonly at: number;
}

/** For each id, what was asked in the parts that have a request with it, in the order of time. */
export type Asked = ReadonlyMap<string, readonly Question[]>;

/** Elasticsearch searches for up to 65,536 values at once. */
const IDS = 50_000;

/** Yields the requests of the window, so many ids at a time. All with one id come together. */
export async function* requestsById(
  client: SearchClient,
  requests: Selection,
  parts: Scope['parts'],
): AsyncGenerator<Asked, void> {
  const [, ...buckets] = parts;
  let asked = new Map<string, Question[]>();
  let current: Question[] = [];
  let id: string | undefined;
  for await (const { value, who } of eachPair(client, requests, 'messageId.keyword', 'memex.at')) {
    const at = Number(who);
    if (value !== id) {
      if (asked.size === IDS) {
        yield asked;
        asked = new Map();
      }
      id = String(value);
      current = [{ part: 0, at }];
      asked.set(id, current);
    }
    const part = bucketAt(buckets, at) + 1;
    if (part > 0 && current.at(-1)?.part !== part) current.push({ part, at });
  }
  if (asked.size > 0) yield asked;
}

/** The position of the bucket that an instant is in, or -1. Buckets are in order, and do not overlap. */
function bucketAt(buckets: readonly TimeWindow[], at: number): number {
  let low = 0;
  let high = buckets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle]?.to ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low < buckets.length && (buckets[low]?.from ?? at) <= at ? low : -1;
}
