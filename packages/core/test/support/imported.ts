import {
  createMapping,
  type ImportFormat,
  type ImportItem,
  importItems,
  type MappingOptions,
  Pseudonyms,
  type Rejection,
} from '../../src/imports.js';
import { type Message, readMessage } from '../../src/index.js';
import { createMemoryStore } from '../../src/memory.js';
import { systemClock } from '../../src/toolkit.js';

export const EVERYTHING = { projects: 'all' } as const;

export interface ImportRun extends MappingOptions {
  readonly key?: string;
  readonly store?: ReturnType<typeof createMemoryStore>;
}

/** Imports values as the items of one file, and returns what is stored then. */
export async function imported(
  format: ImportFormat,
  values: readonly (unknown | Partial<ImportItem>)[],
  { key, store = createMemoryStore(), ...options }: ImportRun = {},
) {
  await store.start();
  const rejections: Rejection[] = [];
  const counts = await importItems(itemsOf(values), {
    mapping: createMapping(format, { project: 'p', ...options }),
    clock: systemClock,
    pseudonyms: key === undefined ? undefined : new Pseudonyms(new TextEncoder().encode(key)),
    store,
    onRejection: async (rejection) => void rejections.push(rejection),
  });
  const { entries } = await store.messages.page(EVERYTHING, { limit: 10_000 });
  const messages: readonly Message[] = entries.map(readMessage);
  return { counts, rejections, messages, traceIds: entries.map(({ traceId }) => traceId), store };
}

async function* itemsOf(values: readonly unknown[]): AsyncGenerator<readonly ImportItem[]> {
  for (const [index, value] of values.entries())
    yield [isItem(value) ? { place: `[${index}]`, ...value } : { value, place: `[${index}]` }];
}

function isItem(value: unknown): value is Partial<ImportItem> & { readonly value: unknown } {
  return (
    typeof value === 'object' && value !== null && ('chat' in value || 'issue' in value) && 'value' in value
  );
}
