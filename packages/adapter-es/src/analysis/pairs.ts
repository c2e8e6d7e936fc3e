import { aggregate } from './scope.js';
import type { Pair, Selection } from './search.js';
import type { SearchClient } from './search-client.js';

/** Pairs of one search. Elasticsearch allows 65,536. */
const PAIRS = 10_000;

/** The names of the two fields. */
type FieldPair = readonly [field: string, who: string];

/** A page of distinct pairs, and where the next one begins. */
export interface PairPage {
  readonly pairs: readonly Pair[];
  /** `undefined` on the last page. */
  readonly next: Pair | undefined;
}

/**
 * Finds the distinct pairs of values that documents have in two fields, by the first value and then by the second. A document without the
 * first value has none. Each page looks at all documents.
 */
export async function pageOfPairs(
  client: SearchClient,
  selection: Selection,
  [field, who]: FieldPair,
  after?: Pair,
): Promise<PairPage> {
  const composite = {
    size: PAIRS,
    sources: [{ value: { terms: { field } } }, { who: { terms: { field: who, missing_bucket: true } } }],
    ...(after === undefined ? {} : { after: { ...after } }),
  };
  const { pairs } = await aggregate(client, selection, { pairs: { composite } });
  const { buckets = [], after_key: last } = pairs ?? {};
  return { pairs: buckets.map(({ key }) => key), next: buckets.length < PAIRS ? undefined : last };
}

/** Yields the pairs of all pages, of which the first may be known. */
export async function* eachPair(
  client: SearchClient,
  selection: Selection,
  fields: FieldPair,
  first?: PairPage,
): AsyncGenerator<Pair, void> {
  let page = first ?? (await pageOfPairs(client, selection, fields));
  for (;;) {
    yield* page.pairs;
    if (page.next === undefined) return;
    page = await pageOfPairs(client, selection, fields, page.next);
  }
}
