import type { Outcome } from '@memex/core/ports';
import type { TermsMeasure } from '@memex/core/toolkit';
import { everyDistinct } from './distinct.js';
import { valuesField } from './fields.js';
import { eachPair, pageOfPairs } from './pairs.js';
import { inPartitions, termsWithin } from './partitions.js';
import { beside } from './rest.js';
import { aggregate, narrowed } from './scope.js';
import type { Pair, Selection } from './search.js';
import type { SearchClient } from './search-client.js';
import { createTopKeys, type Key, type TopKeys } from './top-keys.js';

/** Documents that make a value frequent. */
const FREQUENT = 1_000;
const FREQUENT_VALUES = 1_000;

/**
 * Finds the values that most documents have, or most users or conversations of documents. Every value is looked at, part by part: the
 * first ones of each shard would not do, since a value may be among the first of all and of no shard.
 *
 * @throws NotIndexedError if the index does not have the text of a value that may be among the first.
 */
export async function termsIn(
  client: SearchClient,
  selection: Selection,
  measure: TermsMeasure,
): Promise<Outcome> {
  const field = valuesField(measure.field);
  if (field === null) return { answer: 'terms', terms: [], rest: null };
  const top = createTopKeys(measure);
  if (measure.of === 'messages') await countDocuments(client, selection, field, top);
  else await countIdentities(client, selection, field, `${measure.of}.keyword`, top);
  const { terms, keys, hasRest } = top.found();
  if (!hasRest) return { answer: 'terms', terms, rest: null };
  return {
    answer: 'terms',
    terms,
    rest: await restIn(client, narrowed(selection, beside(field, keys)), measure),
  };
}

async function countDocuments(
  client: SearchClient,
  selection: Selection,
  field: string,
  top: TopKeys,
): Promise<void> {
  await inPartitions(async (partition) => {
    const { values } = await aggregate(client, selection, {
      values: { terms: termsWithin(field, partition) },
    });
    if ((values?.sum_other_doc_count ?? 0) > 0) return undefined;
    // What was counted in fewer partitions is counted again.
    if (partition?.partition === 0) top.clear();
    for (const { key, doc_count: count } of values?.buckets ?? []) top.add(key, count);
    return [];
  });
}

/**
 * Counts page by page if there are few pages. Otherwise the values of many documents are counted one by one, since each page looks at all
 * documents, and only the rest page by page.
 */
async function countIdentities(
  client: SearchClient,
  selection: Selection,
  field: string,
  who: string,
  top: TopKeys,
): Promise<void> {
  const first = await pageOfPairs(client, selection, [field, who]);
  if (first.next === undefined) return countPairs(first.pairs, NONE, top);
  const frequent = await frequentValues(client, selection, field);
  const counting = [...frequent].map(async (key) => {
    const own = narrowed(selection, { term: { [field]: key } });
    top.add(key, await everyDistinct(client, own, who));
  });
  await Promise.all(counting);
  if (frequent.size === 0) return countPairs(eachPair(client, selection, [field, who], first), frequent, top);
  const others = narrowed(selection, beside(field, [...frequent]));
  return countPairs(eachPair(client, others, [field, who]), frequent, top);
}

/** Pairs come in the order of their values, so no more than one value is counted at a time. */
async function countPairs(
  pairs: Iterable<Pair> | AsyncIterable<Pair>,
  counted: ReadonlySet<Key>,
  top: TopKeys,
): Promise<void> {
  let current: Key | undefined;
  let count = 0;
  const add = (): void => {
    // A document with several values may have one that is counted already.
    if (current !== undefined && !counted.has(current)) top.add(current, count);
  };
  for await (const { value, who } of pairs) {
    if (value !== current) {
      add();
      current = value;
      count = 0;
    }
    if (who !== null) count++;
  }
  add();
}

const NONE: ReadonlySet<Key> = new Set();

/** Some values that most documents have: none but these need to be counted one by one. It may miss some. */
async function frequentValues(
  client: SearchClient,
  selection: Selection,
  field: string,
): Promise<ReadonlySet<Key>> {
  const { values } = await aggregate(client, selection, {
    values: { terms: termsWithin(field, undefined, FREQUENT_VALUES) },
  });
  const frequent = values?.buckets?.filter(({ doc_count: count }) => count >= FREQUENT) ?? [];
  return new Set(frequent.map(({ key }) => key));
}

async function restIn(client: SearchClient, others: Selection, { of }: TermsMeasure): Promise<number> {
  if (of !== 'messages') return everyDistinct(client, others, `${of}.keyword`);
  const { documents } = await aggregate(client, others, { documents: { filter: { match_all: {} } } });
  return documents?.doc_count ?? 0;
}
