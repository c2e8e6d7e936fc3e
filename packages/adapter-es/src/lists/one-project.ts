import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions } from '@memex/core/ports';
import { instantOfMicros, type ProjectPart } from '@memex/core/toolkit';
import { abortable } from '../cluster/abortable.js';
import { retryWhileBusy } from '../cluster/retry.js';
import { type DocumentSearch, EVERY_INDEX, searchColumns, WHOLE } from '../read/search.js';

/** Which documents to look at. */
export type ProjectSearch = Pick<DocumentSearch, 'index' | 'preference'> &
  Required<Pick<DocumentSearch, 'query'>>;

/**
 * The messages of one project, without looking at the instant of each: their number is in the index of the project, and the ends are in
 * the index of instants. It takes a quarter of the time of an aggregation.
 *
 * @param unindexed - Matches documents of which the index does not have all.
 * @returns A list of at most one; `undefined` if there are such documents.
 */
export async function oneProjectIn(
  client: Client,
  search: ProjectSearch,
  { project, unindexed }: { readonly project: string; readonly unindexed: estypes.QueryDslQueryContainer },
  options?: CallOptions,
): Promise<readonly ProjectPart[] | undefined> {
  const [messages, others, [first], [last]] = await Promise.all([
    countIn(client, search, true, options),
    countIn(client, { ...search, query: unindexed }, 1, options),
    endIn(client, search, 'asc', options),
    endIn(client, search, 'desc', options),
  ]);
  if (others > 0) return undefined;
  // They may differ in what they saw of the newest messages.
  if (messages === 0 || first === undefined || last === undefined) return [];
  return [{ project, messages, firstAt: instantOfMicros(first), lastAt: instantOfMicros(last) }];
}

/** @param upTo - Counts no further. */
async function countIn(
  client: Client,
  search: ProjectSearch,
  upTo: true | 1,
  options: CallOptions = {},
): Promise<number> {
  const request = { ...search, ...EVERY_INDEX, ...WHOLE, size: 0, track_total_hits: upTo };
  const { hits } = await retryWhileBusy(() => client.search(request, abortable(options)));
  return typeof hits.total === 'object' ? hits.total.value : 0;
}

/** The instant of the first or the last message, in microseconds. Empty if there is none. */
async function endIn(
  client: Client,
  search: ProjectSearch,
  order: 'asc' | 'desc',
  options?: CallOptions,
): Promise<readonly number[]> {
  const sort: estypes.SortCombinations[] = [{ 'memex.at': { order, unmapped_type: 'long' } }];
  const found = await searchColumns(client, { ...search, sort, size: 1, docvalue_fields: [] }, options);
  return found.map(({ values: [at] }) => Number(at));
}
