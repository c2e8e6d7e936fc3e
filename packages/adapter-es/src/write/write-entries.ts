import { InternalError } from '@memex/core';
import type { NewEntry } from '@memex/core/ports';
import { plainDocument, wrappedDocument } from '../document/document.js';
import type { IndexedValues } from '../document/indexed-values.js';
import type { Operation, Result, Writer } from './operation.js';

/** Makes the write operation for an entry and its document. */
export type WriteOf<E> = (entry: E, document: string) => Operation;

const REFUSED = 400;

/**
 * Documents for an entry. The next one is tried when Elasticsearch rejects the one before. The first is tried twice:
 * two documents that add the same metadata field at the same time may be rejected, and accepted the second time.
 */
const DOCUMENTS: readonly ((entry: NewEntry<object>, indexed: Partial<IndexedValues>) => string)[] = [
  plainDocument,
  plainDocument,
  wrappedDocument,
  (entry) => wrappedDocument(entry, {}),
];

/** Writes entries. Resolves with the result of each. No entry is rejected because of its content. */
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
