import { AGGREGATIONS, Descriptor, decode, type Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { unique } from '@memex/core/testing';
import { formatInstant, parseJson } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { plainDocument } from '../src/document/document.js';
import { indexedValuesOf } from '../src/document/indexed-values.js';
import { aggregation, bulk, type Document, expectAsInMemory, results } from './as-in-memory.js';
import { entryOf, manyMessages } from './many-messages.js';
import { onEachMajor, openStore, refresh } from './servers.js';

const COUNTED = [
  ['user', 'total'],
  ['user', 'active'],
  ['user', 'new'],
  ['message', 'requests'],
  ['conversation', 'new'],
  ['dialogue', 'intents'],
  ['bot', 'response'],
] as const;

await onEachMajor('analytics of what is not indexed', ([node = '']) => {
  test('documents of the Python service, and of Memex before it indexed values, are measured like any other', async () => {
    const prefix = `${unique('older')}-`;
    const entries = manyMessages(600, 'p');
    const indexOf = ({ at }: NewEntry<Message>) => `${prefix}message-${formatInstant(at).slice(0, 7)}`;
    // As that service left them: mapped by what came first, which refused other types; labels in capitals; some not to be read.
    const python = entries.filter(({ value }) => typeof value.metadata?.mixed === 'number');
    const earlier = entries.filter((entry) => !python.includes(entry));
    const hidden = { project: 'p', userId: 'hidden', timestamp: '2026-10-20T00:00:00', type: 'request' };
    await bulk(node, [
      ...python.map((entry) => ({ index: `${indexOf(entry)}-15`, entry, source: asPython(entry) })),
      { index: `${prefix}message-2026-10-20`, entry: entryOf({}), source: JSON.stringify(hidden) },
    ]);
    const store = await openStore([node], { prefix });
    await bulk(
      node,
      earlier.map((entry) => {
        const source = `{"memex":{"at":${entry.at},"id":"${entry.traceId}"},${entry.json.slice(1)}`;
        return { index: indexOf(entry), entry, source };
      }),
    );
    await expectAsInMemory(node, store, entries, everyDescriptor());
    const later = manyMessages(50, 'p');
    await store.messages.append({ entries: later });
    await expectAsInMemory(node, store, [...entries, ...later], everyDescriptor());
    await store.stop();
  });

  test('long texts, and numbers above the field limit, are measured like any other', async () => {
    const store = await openStore([node]);
    const many = Object.fromEntries(Array.from({ length: 1_200 }, (_, key) => [`key-${key}`, key]));
    const entries = [
      ...Array.from({ length: 20 }, (_, index) =>
        entryOf({
          project: 'p',
          timestamp: '2026-10-20T00:00:00',
          content: { type: 'text', value: `${'long '.repeat(100)}${index % 7}` },
          metadata: { ...many, score: index, text: `${'é'.repeat(20_000)}${index % 3}` },
        }),
      ),
      entryOf({
        project: 'p',
        timestamp: '2026-10-20T00:00:00',
        metadata: { score: 4, '': 1, ' ': { a: 2 } },
      }),
    ];
    await store.messages.append({ entries });
    await expectAsInMemory(node, store, entries, everyDescriptor());
    await store.stop();
  });

  test('integers without an exact double are counted exactly in documents of the first format', async () => {
    const ids = [
      '9007199254740993',
      '9007199254740994',
      '9007199254740995',
      '-9007199254740993',
      '5',
      '5.0',
      '0.5',
    ];
    const older = [...ids, '[5, 9007199254740997]', '1e999', `${'7'.repeat(400)}`].map(withId);
    const prefix = `${unique('rounded')}-`;
    const store = await openStore([node], { prefix });
    const [first = withId('1')] = older;
    await store.messages.append({ entries: [first] });
    await bulk(
      node,
      older.slice(1).map((entry) => inFirstForm(prefix, entry)),
    );
    const later = ['9007199254740993', '9007199254740999', '1e999'].map(withId);
    await store.messages.append({ entries: later });
    const values = [
      ...ids.slice(0, 4),
      '9007199254740992',
      '9007199254740997',
      '9007199254740999',
      '5',
      '1e999',
      '7'.repeat(400),
    ];
    await expectAsInMemory(
      node,
      store,
      [...older, ...later],
      [
        aggregation('cardinality', 'metadata.id'),
        ...values.flatMap((value) =>
          ['term', 'gr', 'gre', 'lq', 'lqe'].map((operation) =>
            aggregation('value_count', 'metadata.one', {
              field: 'metadata.id',
              operation,
              value: parseJson(value),
            }),
          ),
        ),
      ],
    );
    await store.stop();
  });

  test('documents of the first format are not read if all their integers are exact doubles', async () => {
    const prefix = `${unique('small')}-`;
    const store = await openStore([node], { prefix });
    await store.messages.append({ entries: [withId('1')] });
    // Its indexed value differs from its text: a count of 7 shows that the text was not read.
    const { source, ...place } = inFirstForm(prefix, withId('6'));
    await bulk(node, [{ ...place, source: source.replace('n:6', 'n:7') }]);
    const filters = { field: 'metadata.id', operation: 'term', value: 7 };
    const found = await results(store, [
      aggregation('cardinality', 'metadata.id'),
      aggregation('value_count', 'metadata.one', filters),
    ]);
    expect(found).toMatchObject([{ aggregation: { cardinality: 2 } }, { aggregation: { value_count: 1 } }]);
    await store.stop();
  });

  test('many distinct values are estimated above the limit, and other measures are exact at any size', async () => {
    const store = await openStore([node], { refreshInterval: '1s' });
    const count = 42_000;
    const entries = Array.from({ length: count }, (_, index) =>
      entryOf({ project: 'p', userId: `user-${index}`, timestamp: `2026-10-${10 + (index % 15)}T00:00:00` }),
    );
    const earlier = entryOf({ project: 'p', userId: 'user-0', timestamp: '2026-09-01T00:00:00' });
    await store.messages.append({ entries: [earlier] });
    for (let start = 0; start < count; start += 5_000)
      await store.messages.append({ entries: entries.slice(start, start + 5_000) });
    await refresh(node);
    const [total, fresh, lonely] = await results(store, [
      counting('user', 'total'),
      counting('user', 'new'),
      counting('bot', 'response'),
    ]);
    expect(total).toMatchObject({ approximate: true });
    expect(Math.abs((total && 'count' in total ? total.count : 0) - count)).toBeLessThan(count / 100);
    expect(fresh).toMatchObject({ count: count - 1 });
    expect(lonely).toMatchObject({ count });
    await store.stop();
  });
});

function withId(literal: string): NewEntry<Message> {
  const metadata = { id: parseJson(literal), one: 1 };
  return entryOf({ project: 'p', timestamp: '2026-10-20T00:00:00', metadata });
}

/**
 * A document in the first format, in which integers without an exact double were stored as the nearest double, and
 * not at all if beyond the range of doubles.
 */
function inFirstForm(prefix: string, entry: NewEntry<Message>): Document {
  const { numbers, words } = indexedValuesOf(entry.value);
  const values = Object.fromEntries(
    Object.entries(numbers).map(([path, doubles]) => [path, [...new Set(doubles)].map((one) => `n:${one}`)]),
  );
  const source = plainDocument(entry, { form: 1, values, numbers, words });
  return { index: `${prefix}message-2026-10`, entry, source };
}

function asPython({ value }: NewEntry<Message>): string {
  return JSON.stringify({ ...value, type: value.type.toUpperCase(), staticId: 'dropped' });
}

function counting(dimension: string, metric: string, interval = {}): Descriptor {
  const timespan = { type: 'moving', value: '30d' };
  return decode(Descriptor, { project: 'p', timespan, type: 'count', dimension, metric, ...interval });
}

const FIELDS = ['metadata.score', 'metadata.text', 'metadata.mixed', 'metadata.key-1150', 'content.value'];

function everyDescriptor(): readonly Descriptor[] {
  const timespan = { type: 'moving', value: '30d' };
  const aggregations = Object.keys(AGGREGATIONS).filter((name) => name !== 'percentiles');
  return [
    ...COUNTED.flatMap(([dimension, metric]) => [
      counting(dimension, metric),
      counting(dimension, metric, { interval: 'day' }),
    ]),
    ...aggregations.flatMap((aggregation) =>
      FIELDS.map((field) =>
        decode(Descriptor, {
          project: 'p',
          timespan,
          type: 'aggregation',
          aggregation,
          field,
          interval: 'week',
        }),
      ),
    ),
  ];
}
