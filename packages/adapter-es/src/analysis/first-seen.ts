import type { Analysis, TimeWindow } from '@memex/core/ports';
import { type FirstSeenMeasure, type Instant, plusMicros } from '@memex/core/toolkit';
import { counted } from './distinct.js';
import { firstInstants } from './first-instants.js';
import { inPartitions, type Partition, termsWithin } from './partitions.js';
import { aggregate, narrowed, type Scope, selectionOf } from './scope.js';
import type { SearchClient } from './search-client.js';

/** A value that is new in the window. */
interface Newcomer {
  /** Its earliest message. */
  readonly seen: Instant;
  /** Its earliest message that meets the conditions. */
  readonly counts: Instant;
}

/**
 * Counts the values that are new in each part. It lists the values in the window, each with its first instant there, and
 * leaves out those with a message before the window. The cost depends on the window, and hardly on the length of the history.
 */
export async function firstSeen(
  client: SearchClient,
  measure: FirstSeenMeasure,
  scope: Scope,
): Promise<Analysis> {
  const pages = await inPartitions((partition) => newcomers(client, measure, scope, partition));
  const found = pages.flat();
  const [total, ...series] = scope.parts.map(({ from = Number.NEGATIVE_INFINITY, to }) =>
    counted(found.filter(({ seen, counts }) => seen >= from && counts <= to).length),
  );
  if (total === undefined) throw new TypeError('the whole window has an outcome');
  return { total, series };
}

/** The values that are new in the window. `undefined` if the partition has too many values. */
async function newcomers(
  client: SearchClient,
  { field: identity, where }: FirstSeenMeasure,
  { project, parts: [window, ...parts] }: Scope,
  partition: Partition,
): Promise<readonly Newcomer[] | undefined> {
  const field = `${identity}.keyword`;
  const counting = await firstInstants(client, selectionOf(project, window, where), field, partition);
  if (counting === undefined) return undefined;
  const earlier = new Set(await seenBefore(client, field, project, window, [...counting.keys()]));
  const keys = [...counting.keys()].filter((key) => !earlier.has(key));
  // Only a part can begin between the first message of a value and the first that counts.
  const isSame = where.length === 0 || parts.length === 0 || keys.length === 0;
  const own = narrowed(selectionOf(project, window), { terms: { [field]: keys } });
  const seen = isSame ? counting : ((await firstInstants(client, own, field, undefined)) ?? counting);
  return keys.flatMap((key) => {
    const counts = counting.get(key);
    return counts === undefined ? [] : [{ seen: seen.get(key) ?? counts, counts }];
  });
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
    seen: { terms: termsWithin(field, undefined) },
  });
  return (seen?.buckets ?? []).map(({ key }) => key);
}
