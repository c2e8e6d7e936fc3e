import type { CallOptions } from '../port/call.js';
import type { KeyValue, KeyValueStore } from './key-value-store.js';

const PAGE = 1_000;

/** All entries of a space, in the order of their keys. */
export async function* allKeyValues(
  store: KeyValueStore,
  space: string,
  options?: CallOptions,
): AsyncGenerator<KeyValue, void> {
  for (let after: string | undefined; ; ) {
    const page = await store.page(space, { limit: PAGE, order: 'ascending', after }, options);
    yield* page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.key;
  }
}
