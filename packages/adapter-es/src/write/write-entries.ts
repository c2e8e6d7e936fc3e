import { InternalError } from '@memex/core';
import type { NewEntry } from '@memex/core/ports';
import { plainDocument, wrappedDocument } from '../document/document.js';
import type { IndexedValues } from '../document/indexed-values.js';
import type { Operation, Result, Writer } from './operation.js';

/** Makes the write of an entry from the document that stands for it. */
export type WriteOf<E> = (entry: E, document: string) => Operation;

const REFUSED = 400;

/**
 * The documents that stand for an entry, the next where Elasticsearch refuses the one before. The first is tried twice: two documents
 * that bring the same new field of metadata at the same time may be refused for it, and fit the second time.
 */
const DOCUMENTS: readonly ((entry: NewEntry<object>, indexed: Partial<IndexedValues>) => string)[] = [
  plainDocument,
  plainDocument,
  wrappedDocument,
  (entry) => wrappedDocument(entry, {}),
];

/** Writes entries; resolves with what became of each. No entry is refused for what is in it. */
export async function writeEntries<T extends object>(
  writer: Writer,
  entries: readonly NewEntry<T>[],
  indexedValuesOf: (value: T) => Partial<IndexedValues>,
  writeOf: WriteOf<NewEntry<T>>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  let left = [...entries.entries()];
  for (const documentOf of DOCUMENTS) {
    const outcomes = await writer.write(
      left.map(([, entry]) => writeOf(entry, documentOf(entry, indexedValuesOf(entry.value)))),
    );
    const refused: typeof left = [];
    for (const [place, [index, entry]] of left.entries()) {
      const outcome = outcomes[place];
      if (outcome === undefined) continue;
      results[index] = outcome;
      if (outcome.status === REFUSED) refused.push([index, entry]);
    }
    left = refused;
    if (left.length === 0) return results;
  }
  throw new InternalError(
    `an entry was refused: ${results.find(({ status }) => status === REFUSED)?.reason}`,
  );
}
