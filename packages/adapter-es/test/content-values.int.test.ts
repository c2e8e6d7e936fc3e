import type { Descriptor, Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { plainDocument } from '../src/document/document.js';
import { FORMS, indexedValuesOf } from '../src/document/indexed-values.js';
import { aggregation, bulk, type Document, expectAsInMemory, results } from './as-in-memory.js';
import { startFront } from './front.js';
import { entryOf } from './many-messages.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const LONG = 'x'.repeat(257);
const TEXTS = ['x'.repeat(256), LONG, `${LONG}y`, `${LONG}y`, 'short', 'short'];
const BUTTONS = ['yes', 'no', LONG, 'yes'];

const entries = (): readonly NewEntry<Message>[] => [
  ...TEXTS.map((value) =>
    entryOf({
      ...PLACE,
      content: { type: 'text', value },
      entities: [{ type: 'e', value, confidence: 0.5 }],
    }),
  ),
  ...BUTTONS.map((buttonText, index) =>
    entryOf({
      ...PLACE,
      type: 'response',
      responseTo: 'm',
      content: {
        type: 'text',
        value: 'choose',
        buttons: [{ type: 'action', buttonText, buttonId: `b${index}` }],
      },
    }),
  ),
  ...[1, 2, 'two'].map((size) =>
    entryOf({
      ...PLACE,
      type: 'response',
      responseTo: 'm',
      content: {
        type: 'carousel',
        cards: [{ title: `card ${size}`, defaultAction: { size, says: 'Open it' } }],
      },
    }),
  ),
  entryOf({
    ...PLACE,
    content: { type: 'attachment', uri: 'https://example.org/a', alternativeText: 'a picture' },
  }),
];

const PLACE = { project: 'p', timestamp: '2026-10-20T00:00:00', metadata: { one: 1 } };

const FIELDS = [
  'content.value',
  'entities.value',
  'content.buttons.buttonText',
  'content.buttons.buttonId',
  'content.cards.title',
  'content.cards.defaultAction.size',
  'content.uri',
  'content.alternativeText',
];

const countOf = (field: string, operation: string, value: unknown): Descriptor =>
  aggregation('value_count', 'metadata.one', { field, operation, value });

const QUESTIONS: readonly Descriptor[] = [
  ...FIELDS.map((field) => aggregation('cardinality', field)),
  aggregation('cardinality', 'content.value', {
    field: 'content.buttons.buttonText',
    operation: 'term',
    value: 'yes',
  }),
  aggregation('stats', 'content.cards.defaultAction.size'),
  aggregation('percentiles', 'content.cards.defaultAction.size'),
  countOf('content.buttons.buttonText', 'term', 'yes'),
  countOf('content.buttons.buttonText', 'term', LONG),
  countOf('content.uri', 'term', 'https://example.org/a'),
  countOf('content.cards.defaultAction.size', 'gre', 2),
  countOf('content.cards.defaultAction.says', 'match', 'open'),
];

await onEachMajor('values of contents', ([node = '']) => {
  test('long texts and parts of contents are measured from the index', async () => {
    const requests: string[] = [];
    const front = await startFront(node, { before: async ({ url = '' }) => requests.push(url) });
    const store = await openStore([front.url]);
    const all = entries();
    await store.messages.append({ entries: all });
    await expectAsInMemory(node, store, all, QUESTIONS);
    requests.length = 0;
    await results(store, QUESTIONS);
    expect(requests.filter((url) => /_search|_pit/.test(url))).toEqual([]);
    await store.stop();
    front.close();
  });

  test('documents of earlier formats, which have neither, are read', async () => {
    const prefix = `${unique('contents')}-`;
    const store = await openStore([node], { prefix });
    const [older, own] = [entries(), entries()];
    await store.messages.append({ entries: own });
    await bulk(
      node,
      older.map((entry, index) => documentOfEarlier(prefix, entry, 2 + (index % 2))),
    );
    await refresh(node);
    await expectAsInMemory(node, store, [...older, ...own], QUESTIONS);
    await store.stop();
  });
});

/** Only values of metadata were indexed. */
function documentOfEarlier(prefix: string, entry: NewEntry<Message>, form: number): Document {
  const { values, numbers, words } = indexedValuesOf(entry.value);
  const indexed = { values: ofMetadata(values), numbers: ofMetadata(numbers), words, form: FORMS.exact };
  const source = plainDocument(entry, indexed).replace('"form":2', `"form":${form}`);
  return { index: `${prefix}message-2026-10`, entry, source };
}

function ofMetadata<T>(byPath: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(byPath).filter(([path]) => path.startsWith('metadata')));
}
