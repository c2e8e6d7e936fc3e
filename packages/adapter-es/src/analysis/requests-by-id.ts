import type { Condition, TimeWindow } from '@memex/core/ports';
import { plusMicros } from '@memex/core/toolkit';
import { eachPair } from './pairs.js';
import { termsOfFew } from './partitions.js';
import { aggregate, narrowed, type Scope, selectionOf } from './scope.js';
import type { Selection } from './search.js';
import type { SearchClient } from './search-client.js';
import { timeSlices } from './time-slices.js';

/** The first request with some id in a part of the window. */
export interface Question {
  /** Its position in the scope: 0 is the whole window. */
  readonly part: number;
  /** In microseconds. */
  readonly at: number;
}

/** For each id, what was asked in the parts that have a request with it, in the order of time. */
export type Asked = ReadonlyMap<string, readonly Question[]>;

/** Ids that are searched for at once. Elasticsearch allows 65,536. */
const IDS = 10_000;

const MESSAGE_ID = 'messageId.keyword';

/** Yields the requests of the window, so many ids at a time, and in the order of time but for some thousands. */
export async function* requestsById(
  client: SearchClient,
  { project, parts: [window, ...buckets] }: Scope,
  where: readonly Condition[],
): AsyncGenerator<Asked, void> {
  const requestsIn = (part: TimeWindow) => selectionOf(project, part, where);
  for (const slice of await timeSlices(client, requestsIn, window)) {
    const isFirst = slice.from === undefined || slice.from === window.from;
    const before = isFirst ? undefined : requestsIn({ from: window.from, to: plusMicros(slice.from, -1) });
    for await (const times of timesById(client, requestsIn(slice))) {
      const earlier = before === undefined ? NONE : await lastTimes(client, before, [...times.keys()]);
      yield questionsAt(times, earlier, buckets);
    }
  }
}

const NONE: ReadonlyMap<string, number> = new Map();

/** Yields the times of requests by their ids, so many ids at a time. Those of one id come together, and in order. */
async function* timesById(
  client: SearchClient,
  requests: Selection,
): AsyncGenerator<ReadonlyMap<string, readonly number[]>, void> {
  let times = new Map<string, number[]>();
  for await (const { value, who } of eachPair(client, requests, [MESSAGE_ID, 'memex.at'])) {
    const known = times.get(String(value));
    if (known !== undefined) known.push(Number(who));
    else {
      if (times.size === IDS) {
        yield times;
        times = new Map();
      }
      times.set(String(value), [Number(who)]);
    }
  }
  if (times.size > 0) yield times;
}

/** When those of some ids that a selection has were there for the last time. */
async function lastTimes(
  client: SearchClient,
  selection: Selection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { seen } = await aggregate(client, narrowed(selection, { terms: { [MESSAGE_ID]: [...ids] } }), {
    seen: { terms: termsOfFew(MESSAGE_ID), aggs: { last: { max: { field: 'memex.at' } } } },
  });
  return new Map(seen?.buckets?.map(({ key, last }) => [key, last?.value ?? 0]));
}

/** What is asked for the first time, in the window or in a bucket. */
function questionsAt(
  times: ReadonlyMap<string, readonly number[]>,
  earlier: ReadonlyMap<string, number>,
  buckets: readonly TimeWindow[],
): Asked {
  const asked = new Map<string, readonly Question[]>();
  for (const [id, ats] of times) {
    const questions: Question[] = [];
    let previous = earlier.get(id);
    for (const at of ats) {
      const part = partAt(buckets, at);
      if (previous === undefined) questions.push({ part: 0, at });
      if (part > 0 && (previous === undefined || partAt(buckets, previous) !== part))
        questions.push({ part, at });
      previous = at;
    }
    asked.set(id, questions);
  }
  return asked;
}

/** The position in the scope of the bucket that an instant is in, or 0. Buckets are in order, and do not overlap. */
function partAt(buckets: readonly TimeWindow[], at: number): number {
  let low = 0;
  let high = buckets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((buckets[middle]?.to ?? at) < at) low = middle + 1;
    else high = middle;
  }
  return low < buckets.length && (buckets[low]?.from ?? at) <= at ? low + 1 : 0;
}
