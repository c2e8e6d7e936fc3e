import type { Client, estypes } from '@elastic/elasticsearch';
import { type CallOptions, LARGEST_PAGE, type Page, type PageRequest, type StoredEntry } from '@memex/core';
import type { InProject, Model } from '../model.js';
import { copiesFor } from './copies.js';
import type { SortedDocument } from './hit.js';
import type { Order } from './order.js';
import { searchDocuments } from './search.js';
import { storedEntry } from './stored.js';

/** What a page is of. */
export interface Selection<T extends InProject> {
  readonly model: Model<T>;
  readonly index: string;
  readonly query: estypes.QueryDslQueryContainer;
  readonly order: Order;
}

/** One page of the entries that a query selects. */
export async function readPage<T extends InProject>(
  client: Client,
  { model, index, query, order }: Selection<T>,
  { limit, after }: PageRequest,
  options?: CallOptions,
): Promise<Page> {
  const read = (size: number, behind?: estypes.SortResults): Promise<readonly SortedDocument[]> =>
    searchDocuments(
      client,
      {
        index,
        query,
        size,
        sort: order.sort,
        preference: copiesFor(JSON.stringify(query)),
        ...(behind === undefined ? {} : { search_after: behind }),
      },
      options,
    );
  // One more than asked for tells whether there is a next page; the cluster returns no more than the largest page at once.
  const found = await read(
    Math.min(limit + 1, LARGEST_PAGE),
    after === undefined ? undefined : order.valuesAt(after),
  );
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const isCut = limit === LARGEST_PAGE && found.length === limit;
  const more =
    last !== undefined && (found.length > limit || (isCut && (await read(1, last.values)).length > 0));
  return {
    entries: shown.map((document) => storedEntry(model, document)).filter(isDefined),
    next: more ? order.positionOf(last.values) : undefined,
  };
}

function isDefined(entry: StoredEntry | undefined): entry is StoredEntry {
  return entry !== undefined;
}
