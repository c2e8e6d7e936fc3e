import { createMemex, type MessageInput } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { PageRequest } from '@memex/core/ports';
import { expect, test } from 'vitest';

const RANGE = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };
const MEBIBYTE = 1_048_576;

function messages(count: number, characters: number): MessageInput[] {
  return Array.from({ length: count }, (_, number) => ({
    type: 'request',
    messageId: `m${number}`,
    channel: 'WEB',
    userId: 'u',
    project: 'app',
    timestamp: '2026-03-01T12:00:00Z',
    content: { type: 'text', value: 'x'.repeat(characters) },
  }));
}

/** The use cases over a store that notes what it is asked for. */
async function createListed(count: number, characters: number) {
  const store = createMemoryStore();
  const asked: PageRequest[] = [];
  const page: typeof store.messages.page = (filter, request, options) => {
    asked.push(request);
    return store.messages.page(filter, request, options);
  };
  const noting = new Proxy(store.messages, {
    get: (target, property) => (property === 'page' ? page : Reflect.get(target, property)),
  });
  const memex = createMemex({ store: { ...store, messages: noting } });
  await memex.start();
  for (const message of messages(count, characters)) await memex.messages.append([message]);
  return { memex, asked };
}

test('a page of short messages is read at once', async () => {
  const { memex, asked } = await createListed(30, 10);
  expect((await memex.messages.page({ ...RANGE, maxSize: 20 })).entries).toHaveLength(20);
  expect(asked).toHaveLength(1);
});

test('a large page is read in pieces of two mebibytes, and is what one read would have been', async () => {
  const { memex, asked } = await createListed(9, 0.8 * MEBIBYTE);
  const { entries, cursor } = await memex.messages.page({ ...RANGE, maxSize: 7 });
  expect(entries.map(({ json }) => JSON.parse(json).messageId)).toEqual(
    messages(7, 0).map(({ messageId }) => messageId),
  );
  expect(asked.map(({ limit, maxBytes }) => [limit, maxBytes])).toEqual([
    [7, 2 * MEBIBYTE],
    [5, 2 * MEBIBYTE],
    [3, 2 * MEBIBYTE],
    [1, 2 * MEBIBYTE],
  ]);
  const rest = await memex.messages.page({ ...RANGE, maxSize: 7, cursor });
  expect(rest.entries.map(({ json }) => JSON.parse(json).messageId)).toEqual(['m7', 'm8']);
  expect(rest.cursor).toBeUndefined();
});

test('a page ends at 16 mebibytes, and the next one goes on there', async () => {
  const { memex } = await createListed(20, 0.9 * MEBIBYTE);
  const first = await memex.messages.page({ ...RANGE, maxSize: 10_000 });
  expect(first.entries).toHaveLength(16);
  const second = await memex.messages.page({ ...RANGE, maxSize: 10_000, cursor: first.cursor });
  expect(second.entries).toHaveLength(4);
  expect(second.cursor).toBeUndefined();
});

test('whoever asks is told before more than a piece is read, and nothing is held while it has to wait', async () => {
  const { memex, asked } = await createListed(5, 0.8 * MEBIBYTE);
  let told = 0;
  const at = { onLargePage: () => void told++ };
  const query = { ...RANGE, maxSize: 5 };
  await memex.messages.page({ ...query, maxSize: 2 }, at);
  expect(told).toBe(0);
  const { entries } = await memex.messages.page(query, at);
  expect([told, asked.length]).toEqual([1, 4]);
  const waited = await memex.messages.page(query, { onLargePage: async () => void told++ });
  // The first piece is read again.
  expect([told, asked.length]).toEqual([2, 8]);
  expect(waited.entries).toEqual(entries);
});
