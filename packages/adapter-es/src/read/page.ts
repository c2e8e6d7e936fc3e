import { createHash } from 'node:crypto';
import type { Client, estypes } from '@elastic/elasticsearch';
import { type CallOptions, LARGEST_PAGE, type Page, type PageRequest, type StoredEntry } from '@memex/core';
import type { IndexNames } from '../index-names.js';
import type { InProject, Model } from '../model.js';
import type { SortedHit } from './hit.js';
import { orderBy, readPosition } from './order.js';
import { search } from './search.js';
import { storedEntry } from './stored.js';

export interface PageOf<T extends InProject> {
  readonly model: Model<T>;
  readonly names: IndexNames;
  readonly query: estypes.QueryDslQueryContainer;
  readonly request: PageRequest;
}

/** One page of the entries that a query selects, oldest first. */
export async function readPage<T extends InProject>(
  client: Client,
  { model, names, query, request: { limit, after } }: PageOf<T>,
  options?: CallOptions,
): Promise<Page> {
  const read = (size: number, behind: estypes.SortResults | undefined): Promise<readonly SortedHit[]> =>
    search(
      client,
      {
        index: names.pattern,
        query,
        size,
        sort: orderBy('asc', model.idField),
        ...(behind === undefined ? {} : { search_after: behind }),
        preference: copiesFor(query),
        documents: true,
      },
      options,
    );
  // One more than asked for tells whether there is a next page; the cluster returns no more than the largest page at once.
  const hits = await read(
    Math.min(limit + 1, LARGEST_PAGE),
    after === undefined ? undefined : readPosition(after),
  );
  const shown = hits.slice(0, limit);
  const last = shown.at(-1);
  const more =
    hits.length > limit ||
    (last !== undefined &&
      limit === LARGEST_PAGE &&
      hits.length === limit &&
      (await read(1, readPosition(last.position))).length > 0);
  return {
    entries: shown.map((hit) => storedEntry(model, hit)).filter(isDefined),
    next: more ? last?.position : undefined,
  };
}

/** All pages of a walk read the same copies of the shards: another copy may show an entry a moment later. */
function copiesFor(query: estypes.QueryDslQueryContainer): string {
  return createHash('sha256').update(JSON.stringify(query)).digest('hex');
}

function isDefined(entry: StoredEntry | undefined): entry is StoredEntry {
  return entry !== undefined;
}
