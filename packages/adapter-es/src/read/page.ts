import type { Client, estypes } from '@elastic/elasticsearch';
import type { CallOptions, Page, PageRequest, StoredEntry } from '@memex/core/ports';
import { maxScannedOf, PageBound } from '@memex/core/toolkit';
import type { InProject, Model } from '../document/model.js';
import { storedEntry } from '../document/stored-entry.js';
import { copiesFor } from './copies.js';
import type { Order } from './order.js';
import { searchDocuments } from './search.js';
import { inSlices, type SliceGuess } from './slices.js';

/** The entries that pages are made of. */
export interface PageSelection<T extends InProject> {
  readonly model: Model<T>;
  readonly index: string;
  readonly query: estypes.QueryDslQueryContainer;
  readonly order: Order;
  /** Whether an entry that the query matches is selected. It is read to tell, so such a page ends after some. */
  readonly isSelected?: ((entry: StoredEntry) => boolean) | undefined;
}

/** The most documents that a page reads to tell whether they are selected. */
const MAX_READ = 10_000;

/**
 * Reads one page of the entries that a query matches.
 *
 * @param guess - What is known about the sizes of their documents.
 */
export async function readPage<T extends InProject>(
  client: Client,
  { model, index, query, order, isSelected }: PageSelection<T>,
  request: PageRequest,
  guess: SliceGuess,
  options?: CallOptions,
): Promise<Page> {
  const search = { index, query, sort: order.sort, preference: copiesFor(JSON.stringify(query)) };
  const bound = new PageBound(request);
  const entries: StoredEntry[] = [];
  const maxRead =
    isSelected === undefined ? Number.POSITIVE_INFINITY : Math.min(maxScannedOf(request), MAX_READ);
  let last: estypes.SortResults | undefined;
  let read = 0;
  const slices = inSlices(
    (slice, limits) => searchDocuments(client, { ...search, ...slice }, limits),
    guess,
    // One more than requested shows whether there is a next page.
    {
      ...options,
      wanted: request.limit + 1,
      after: request.after === undefined ? undefined : order.valuesAt(request.after),
    },
  );
  for await (const documents of slices) {
    for (const document of documents) {
      const entry = storedEntry(model, document);
      if (entry !== undefined && isSelected?.(entry) !== false) {
        if (!bound.admits(entry.json)) return { entries, next: last && order.positionOf(last) };
        entries.push(entry);
        last = document.values;
      }
      read++;
      if (read >= maxRead) return { entries, next: order.positionOf(document.values) };
    }
  }
  return { entries };
}
