import type { CallOptions } from '@memex/core/ports';
import type { IdRange } from '../protocol/entries.js';
import type { TableName } from '../schema/tables.js';
import { REQUEST_WEIGHT, type StoreWorkers } from './store-workers.js';

/** How many entries or texts one transaction deletes, so that other writes wait for none for long. */
export const DELETED_PER_COMMIT = 250;

/** A mebibyte: a transaction takes some milliseconds. */
const PAGES_PER_COMMIT = 256;

/** Deletes the texts of deleted entries where many of them are together, and makes the file smaller. Other calls get their turn in between. */
export async function releaseSpace(
  { page, write }: Pick<StoreWorkers, 'page' | 'write'>,
  table: TableName,
  options: CallOptions | undefined,
): Promise<void> {
  for (let after: number | undefined = 0; after !== undefined; ) {
    const request = { op: 'emptyRanges', table, after } as const;
    const found: { readonly ranges: readonly IdRange[]; readonly next: number | undefined } = await page.call(
      request,
      REQUEST_WEIGHT,
      options,
    );
    for (const { from, to } of found.ranges) {
      for (let start = from; start <= to; start += DELETED_PER_COMMIT) {
        const range = { from: start, to: Math.min(start + DELETED_PER_COMMIT - 1, to) };
        await write.call({ op: 'release', table, range }, REQUEST_WEIGHT, options);
      }
    }
    after = found.next;
  }
  for (let count = 1; count > 0; )
    ({ count } = await write.call({ op: 'shrink', pages: PAGES_PER_COMMIT }, REQUEST_WEIGHT, options));
}
