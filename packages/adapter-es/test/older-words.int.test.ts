import type { Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { test } from 'vitest';
import { plainDocument } from '../src/document/document.js';
import { indexedValuesOf } from '../src/document/indexed-values.js';
import { aggregation, bulk, type Document, expectAsInMemory } from './as-in-memory.js';
import { entryOf } from './many-messages.js';
import { onEachMajor, openStore } from './servers.js';

await onEachMajor('words of earlier formats', ([node = '']) => {
  test('words are found in documents of earlier formats too, in which they were told apart otherwise', async () => {
    const prefix = `${unique('words')}-`;
    const store = await openStore([node], { prefix });
    const texts = ["I don't know", 'don t', 'version 3.14', '漢字', '___', 'ΟΔΟΣ', 'İstanbul', 'e-mail'];
    const older = texts.flatMap((text) => [withText(text), withText(text)]);
    const [first = withText(''), ...others] = texts.map(withText);
    await store.messages.append({ entries: [first, ...others] });
    await bulk(
      node,
      older.map((entry, index) => withOtherWords(prefix, entry, (index % 2) + 1)),
    );
    const tried = ["don't", 'don', 't', '3.14', '14', '漢', '漢字', '___', 'οδοσ', 'istanbul', 'mail'];
    const fields = ['content.value', 'metadata.text'];
    const descriptors = tried.flatMap((value) =>
      fields.map((field) => aggregation('value_count', 'metadata.one', { field, operation: 'match', value })),
    );
    await expectAsInMemory(node, store, [...older, first, ...others], descriptors);
    await store.stop();
  });
});

function withText(text: string): NewEntry<Message> {
  const content = { type: 'text', value: text } as const;
  return entryOf({ project: 'p', timestamp: '2026-10-20T00:00:00', content, metadata: { text, one: 1 } });
}

/** A document in one of the first two formats, in which words were runs of letters, marks, digits and underscores. */
function withOtherWords(prefix: string, entry: NewEntry<Message>, form: number): Document {
  const { metadata } = entry.value;
  const runs = String(metadata?.text)
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}_]+/gu);
  const words = (runs ?? []).flatMap((run) => [run, `metadata.text ${run}`]);
  const source = plainDocument(entry, { ...indexedValuesOf(entry.value), words });
  return { index: `${prefix}message-2026-10`, entry, source: source.replace('"form":4', `"form":${form}`) };
}
