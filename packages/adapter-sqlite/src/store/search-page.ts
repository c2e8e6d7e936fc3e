import type { CallOptions, Page, PageRequest, StoredEntry } from '@memex/core/ports';
import { hasWords, maxScannedOf, PageBound } from '@memex/core/toolkit';
import type { EntrySelector } from '../protocol/entries.js';
import { readPosition, writePosition } from './position.js';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

/** The messages to search, and the words to find. */
export interface WordSearch {
  readonly workers: StoreWorkers;
  readonly selection: EntrySelector;
  readonly words: readonly string[];
}

/** A page ends when it has looked at messages of this size, as of many that are small: about half a second. */
const MAX_SEEN_BYTES = 128 * 1024 * 1024;

/**
 * Reads a page of the messages whose text has all words. The reader finds candidates, in parts, so that other calls get their turn in
 * between. Whether they have the words is told here.
 */
export async function searchPage(
  { workers, selection, words }: WordSearch,
  request: PageRequest,
  options?: CallOptions,
): Promise<Page> {
  const { order = 'oldest', limit } = request;
  const bound = new PageBound(request);
  const isSelected = hasWords(words);
  const search = { op: 'search', selection, order, words } as const;
  const entries: StoredEntry[] = [];
  let after = request.after === undefined ? undefined : readPosition(request.after);
  let [maxSeen, maxBytes] = [maxScannedOf(request), MAX_SEEN_BYTES];
  for (let last = after; ; ) {
    const part = { ...search, limit: limit - entries.length, maxSeen, after };
    const { found, seen, seenBytes, next } = await workers.page.call(part, REQUEST_WEIGHT, options);
    for (const { traceId, json, place } of found) {
      if (!isSelected(JSON.parse(json))) continue;
      if (!bound.admits(json)) return { entries, next: last && writePosition(last) };
      entries.push({ traceId, json });
      last = place;
    }
    [maxSeen, maxBytes, after] = [maxSeen - seen, maxBytes - seenBytes, next];
    if (next === undefined) return { entries };
    if (entries.length >= limit || maxSeen <= 0 || maxBytes <= 0)
      return { entries, next: writePosition(next) };
  }
}
