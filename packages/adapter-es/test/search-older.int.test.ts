import type { Message } from '@memex/core/model';
import type { MessageStore, NewEntry } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { formatInstant } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { plainDocument } from '../src/document/document.js';
import { indexedValuesOf } from '../src/document/indexed-values.js';
import { bulk, type Document } from './as-in-memory.js';
import { entryOf } from './many-messages.js';
import { onEachMajor, openStore, refresh } from './servers.js';

await onEachMajor('search in documents of earlier formats', ([node = '']) => {
  test('finds their words as in any other, in the order of time, in pages of bounded work', async () => {
    const prefix = `${unique('search')}-`;
    const store = await openStore([node], { prefix });
    const texts = ["I don't know", 'hay', 'Know 3.14, don’t?', 'KNOW nothing', 'hay', "don't"];
    const entries = Array.from({ length: 36 }, (_, index) =>
      textAt(index, texts[index % texts.length] ?? ''),
    );
    const [now, ...rest] = [0, 1, 2, 3].map((kind) => entries.filter((_, index) => index % 4 === kind));
    await store.messages.append({ entries: now ?? [] });
    const documents = rest.flatMap((older, kind) => older.map((entry) => asOf(kind, prefix, entry)));
    await bulk(node, documents);
    await refresh(node);
    for (const words of [
      ['know'],
      ["don't"],
      ["don't", 'know'],
      ['don'],
      ['3.14'],
      ['don’t', 'know'],
      ['absent'],
    ]) {
      const wanted = entries.filter((_, index) => has(texts[index % texts.length] ?? '', words));
      const ids = wanted.map(({ value }) => value.messageId);
      for (const maxScanned of [1, 5, 100_000]) {
        expect(await walked(store.messages, words, 'oldest', maxScanned)).toEqual(ids);
        expect(await walked(store.messages, words, 'newest', maxScanned)).toEqual([...ids].reverse());
      }
    }
    const nothing = { projects: ['p'], words: ['absent'] };
    const page = await store.messages.page(nothing, { limit: 10, maxScanned: 5 });
    expect(page).toEqual({ entries: [], next: expect.any(String) });
    await store.stop();
  });
});

function has(text: string, words: readonly string[]): boolean {
  const parts = text.toLowerCase().split(/[ ,?]+/);
  return words.every((word) => parts.includes(word));
}

function textAt(second: number, value: string): NewEntry<Message> {
  const timestamp = `2026-10-20T00:00:${String(second).padStart(2, '0')}`;
  return entryOf({ project: 'p', messageId: `m${second}`, timestamp, content: { type: 'text', value } });
}

/** A document of the first format, of the second, or of Memex before it indexed values. Other words than now are indexed. */
function asOf(kind: number, prefix: string, entry: NewEntry<Message>): Document {
  const index = `${prefix}message-${formatInstant(entry.at).slice(0, 7)}`;
  if (kind === 2) return { index, entry, source: plainDocument(entry, {}) };
  const source = plainDocument(entry, { ...indexedValuesOf(entry.value), words: ['other'] });
  return { index, entry, source: source.replace('"form":3', `"form":${kind + 1}`) };
}

async function walked(
  messages: MessageStore,
  words: readonly string[],
  order: 'oldest' | 'newest',
  maxScanned: number,
): Promise<readonly string[]> {
  const found: string[] = [];
  let after: string | undefined;
  do {
    const page = await messages.page({ projects: ['p'], words }, { limit: 4, order, maxScanned, after });
    for (const { json } of page.entries) found.push(JSON.parse(json).messageId);
    after = page.next;
  } while (after !== undefined);
  return found;
}
