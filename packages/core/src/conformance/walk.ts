import type { Page, PageRequest, StoredEntry } from '../entry/entry.js';

type ReadPage = (request: PageRequest) => Promise<Page>;

/** The pages of a result, one after the other. @param limit - The size of each. */
export async function* pages(read: ReadPage, limit: number): AsyncGenerator<readonly StoredEntry[], void> {
  let page = await read({ limit });
  yield page.entries;
  while (page.next !== undefined) {
    page = await read({ limit, after: page.next });
    yield page.entries;
  }
}

/** The trace ids of a whole result, in order. */
export async function traceIdsOf(read: ReadPage, limit = 3): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const entries of pages(read, limit)) found.push(...entries.map(({ traceId }) => traceId));
  return found;
}

/** All items of an iterable. */
export async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
