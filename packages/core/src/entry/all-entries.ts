import { walkPages } from '../async/walk-pages.js';
import { isObject } from '../codec/record.js';
import type { CursorPage, ProjectScope } from './cursor-page.js';
import type { StoredEntry } from './entry.js';

/** All entries that a query finds, page after page, starting with the page that the query asks for. */
export function allEntries<T>(
  query: unknown,
  page: (query: unknown, options: ProjectScope) => Promise<CursorPage>,
  read: (entry: StoredEntry) => T,
  options: ProjectScope,
): AsyncGenerator<T, void> {
  const readPage = async (place: { readonly cursor?: string }, { signal }: ProjectScope) => {
    const { entries, cursor } = await page(isObject(query) ? { ...query, ...place } : query, {
      ...options,
      signal,
    });
    return { items: entries.map(read), next: cursor === undefined ? undefined : { cursor } };
  };
  return walkPages({}, readPage, options);
}
