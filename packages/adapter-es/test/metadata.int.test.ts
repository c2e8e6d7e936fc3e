import type { Store } from '@memex/core';
import type { Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { onEachMajor, openStore, refresh } from './servers.js';

const KEYS = 10_000;
/** What the templates allow, and the fields of the model. */
const BOUND = 1_100;

await onEachMajor('metadata', ([node = '']) => {
  test('P12: 10,000 keys are all stored and returned, and the mapping stays bounded', async () => {
    const prefix = `${unique('keys')}-`;
    const store = await openStore([node], { prefix });
    const keys = Array.from({ length: KEYS }, (_, index) => `key-${index}`);
    const many = withMetadata(JSON.stringify(Object.fromEntries(keys.map((key, index) => [key, index]))));
    const one = keys
      .slice(0, 2_000)
      .map((key) => withMetadata(JSON.stringify({ [`own-${key}`]: { deep: [key] } })));
    await stored(node, store, [many, ...one]);
    expect(await fieldsOf(node, prefix)).toBeLessThan(BOUND);
    await store.stop();
  });

  test('P12: values that conflict, and what Elasticsearch refuses, are stored and returned', async () => {
    const store = await openStore([node]);
    const texts = [
      ...[
        '{"a":1}',
        '{"a":"text"}',
        '{"a":{"b":1}}',
        '{"a":[{"c":1.5},{"c":"x"}]}',
        '{"a":true}',
        '{"a":"2021-01-01"}',
      ],
      ...[
        '{"":1}',
        '{" ":1}',
        '{".":1}',
        '{"a..b":1}',
        '{".a":1}',
        '{"a.":1}',
        '{"a.b":{"c":1}}',
        '{"k\\u0000":1}',
      ],
      `{"${'k'.repeat(40_000)}":1}`,
      `{"long":"${'é'.repeat(40_000)}"}`,
      `${'{"a":'.repeat(31)}{}${'}'.repeat(31)}`,
      `{"nested":${'['.repeat(25)}1${']'.repeat(25)}}`,
    ];
    const entries = texts.map(withMetadata);
    for (const entry of entries) await store.messages.append({ entries: [entry] });
    const together = texts.map(withMetadata);
    await store.messages.append({ entries: together });
    await expectStored(node, store, [...entries, ...together]);
    await store.stop();
  });

  test('documents with different types of one new field at the same time are all stored', async () => {
    const store = await openStore([node]);
    const values = ['1', '"x"', 'true', '{"b":1}', '[1,"x"]', 'null', '1e400'];
    for (let round = 0; round < 5; round++) {
      const entries = values.map((value) => withMetadata(`{"same-${round}":${value}}`));
      await Promise.all(entries.map((entry) => store.messages.append({ entries: [entry] })));
      await expectStored(node, store, entries);
    }
    await store.stop();
  });

  test('an offset that Java does not support is stored, ordered and returned', async () => {
    const store = await openStore([node]);
    const project = unique('project');
    const at = (timestamp: string) => messageEntry({ project, timestamp });
    const entries = [
      at('2026-03-01T10:00:00Z'),
      at('2026-03-02T09:59:00.000001+23:59'),
      at('2026-03-01T10:00:01Z'),
    ];
    await stored(node, store, entries);
    await refresh(node);
    const { entries: page } = await store.messages.page({ projects: [project] }, { limit: 10 });
    const [first, second, third] = entries;
    expect(page.map(({ json }) => json)).toEqual([first?.json, second?.json, third?.json]);
    await store.stop();
  });

  test('numbers and texts in metadata can be used in analytics', async () => {
    const prefix = `${unique('sum')}-`;
    const store = await openStore([node], { prefix });
    await stored(
      node,
      store,
      ['{"price":1}', '{"price":1.5}', '{"price":"free","kind":"x"}'].map(withMetadata),
    );
    const response = await fetch(`${node}/${prefix}message-*/_search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        size: 0,
        aggs: {
          sum: { sum: { field: 'metadata.price' } },
          kinds: { terms: { field: 'metadata.kind.keyword' } },
        },
      }),
    });
    expect(await response.json()).toMatchObject({
      aggregations: { sum: { value: 2.5 }, kinds: { buckets: [{ key: 'x', doc_count: 1 }] } },
    });
    await store.stop();
  });
});

function withMetadata(metadata: string): NewEntry<Message> {
  const entry = messageEntry({ project: 'metadata' });
  return { ...entry, json: entry.json.replace('"metadata":null', () => `"metadata":${metadata}`) };
}

async function stored(node: string, store: Store, entries: readonly NewEntry<Message>[]): Promise<void> {
  await store.messages.append({ entries });
  await expectStored(node, store, entries);
}

/** Expects entries back byte for byte, also in a search; of many, the first. */
async function expectStored(
  node: string,
  store: Store,
  entries: readonly NewEntry<Message>[],
): Promise<void> {
  for (const { traceId, json } of entries.slice(0, 50)) {
    expect((await store.messages.find({ traceId, projects: 'all' }))?.json === json, json.slice(0, 300)).toBe(
      true,
    );
  }
  await refresh(node);
  for (const { traceId, json, value } of entries.slice(0, 50)) {
    const found = await store.messages.findNewest({
      messageId: value.messageId,
      userId: value.userId,
      projects: 'all',
    });
    expect(found?.traceId === traceId && found.json === json, json.slice(0, 300)).toBe(true);
  }
}

async function fieldsOf(node: string, prefix: string): Promise<number> {
  const response = await fetch(`${node}/${prefix}message-*/_mapping`);
  return (await response.text()).match(/"type":/g)?.length ?? 0;
}
