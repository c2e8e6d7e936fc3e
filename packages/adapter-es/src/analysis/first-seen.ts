import type { Analysis, IdentityField, TimeWindow } from '@memex/core/ports';
import { type Instant, instantOfMillis, plusMicros } from '@memex/core/toolkit';
import { isWithin } from './accumulators.js';
import { counted } from './distinct.js';
import { inPartitions, type Partition, termsWithin } from './partitions.js';
import { aggregate, narrowed, type Scope, selectionOf } from './scope.js';
import type { SearchClient } from './search-client.js';

/** Terms of one search, and of one query. Elasticsearch allows 65,536 of either. */
const TERMS = 50_000;

const EPOCH = instantOfMillis(0);

/**
 * Counts the values whose earliest message is in each part. It lists the values in the window, each with its first instant there, and
 * leaves out those with a message before the window. The cost depends on the window, and hardly on the length of the history.
 */
export async function firstSeen(
  client: SearchClient,
  identity: IdentityField,
  scope: Scope,
): Promise<Analysis> {
  const field = `${identity}.keyword`;
  const pages = await inPartitions((partition) => newcomers(client, field, scope, partition));
  const instants = pages.flat();
  const [total, ...series] = scope.parts.map((part) =>
    counted(instants.filter((at) => isWithin(at, part)).length),
  );
  if (total === undefined) throw new TypeError('the whole window has an outcome');
  return { total, series };
}

/** The first instants of the values that are new in the window. `undefined` if the partition has too many values. */
async function newcomers(
  client: SearchClient,
  field: string,
  { project, parts: [window] }: Scope,
  partition: Partition,
): Promise<readonly Instant[] | undefined> {
  const { present } = await aggregate(client, selectionOf(project, window), {
    present: {
      terms: termsWithin(field, TERMS, partition),
      aggs: { first: { min: { field: 'memex.at' } } },
    },
  });
  const { buckets = [], sum_other_doc_count: others = 0 } = present ?? {};
  if (others > 0) return undefined;
  const keys = buckets.map(({ key }) => key);
  const earlier = new Set(await seenBefore(client, field, project, window, keys));
  return buckets.flatMap(({ key, first }) =>
    earlier.has(key) ? [] : [plusMicros(EPOCH, first?.value ?? 0)],
  );
}

/**
 * Those of some values that have a message before a window. Most of them had one shortly before: that span is searched first, so that
 * few values are left to be searched for in the whole history.
 */
async function seenBefore(
  client: SearchClient,
  field: string,
  project: string,
  { from, to }: TimeWindow,
  values: readonly string[],
): Promise<readonly string[]> {
  if (from === undefined) return [];
  const shortly = plusMicros(from, from - (to ?? from));
  const shortBefore = { from: shortly, to: plusMicros(from, -1) };
  const recent = await seenWithin(client, field, project, shortBefore, values);
  const known = new Set(recent);
  const others = values.filter((value) => !known.has(value));
  const old = await seenWithin(client, field, project, { to: plusMicros(shortly, -1) }, others);
  return [...recent, ...old];
}

async function seenWithin(
  client: SearchClient,
  field: string,
  project: string,
  window: TimeWindow,
  values: readonly string[],
): Promise<readonly string[]> {
  if (values.length === 0) return [];
  const selection = narrowed(selectionOf(project, window), { terms: { [field]: [...values] } });
  const { seen } = await aggregate(client, selection, {
    seen: { terms: termsWithin(field, TERMS, undefined) },
  });
  return (seen?.buckets ?? []).map(({ key }) => key);
}
