import { aggregate } from './scope.js';
import type { Pair, Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** Pairs of one search. Elasticsearch allows 65,536. */
const PAIRS = 10_000;

/**
 * Yields the distinct pairs of values that documents have in two fields, by the first value and then by the second: page by page,
 * whatever their number. A document without the first value has none.
 */
export async function* eachPair(
  client: SearchClient,
  selection: Selection,
  field: string,
  who: string,
): AsyncGenerator<Pair, void> {
  for (let after: Pair | undefined; ; ) {
    const composite = {
      size: PAIRS,
      sources: [{ value: { terms: { field } } }, { who: { terms: { field: who, missing_bucket: true } } }],
      ...(after === undefined ? {} : { after: { ...after } }),
    };
    const { pairs } = await aggregate(client, selection, { pairs: { composite } });
    const { buckets = [], after_key: last } = pairs ?? {};
    for (const { key } of buckets) yield key;
    if (buckets.length < PAIRS || last === undefined) return;
    after = last;
  }
}
