import { type AnalyticalStore, createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { MessageStore } from '@memex/core/ports';
import { wrapMethods } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { request } from './samples.js';

const RANGE = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' } as const;

/** A store whose pages of a search look at three messages. */
function lookingAtThree(store: AnalyticalStore): AnalyticalStore {
  const messages: MessageStore = wrapMethods(store.messages, (method, name) =>
    name === 'page'
      ? (filter, asked, options) => method(filter, Object.assign({}, asked, { maxScanned: 3 }), options)
      : method,
  );
  return { ...store, messages };
}

async function opened(count = 10) {
  const memex = createMemex({ store: lookingAtThree(createMemoryStore()) });
  await memex.start();
  await memex.untrusted.messages.append(
    Array.from({ length: count }, (_, index) =>
      request({
        messageId: `m${index}`,
        userId: index % 2 === 0 ? 'even' : 'odd',
        content: { type: 'text', value: index % 4 === 3 ? `Needle, number ${index}` : 'hay' },
      }),
    ),
  );
  return memex;
}

test('a search walks over pages without messages, in both orders and with other filters', async () => {
  const memex = await opened();
  const ids = async (part: object) => {
    const found: string[] = [];
    const query = { ...RANGE, text: 'NEEDLE', ...part };
    for await (const { messageId } of memex.messages.all(query)) found.push(messageId);
    return found;
  };
  expect(await ids({})).toEqual(['m3', 'm7']);
  expect(await ids({ order: 'desc', maxSize: 1 })).toEqual(['m7', 'm3']);
  expect(await ids({ text: 'number needle 7' })).toEqual(['m7']);
  expect(await ids({ userId: 'even' })).toEqual([]);
});

test('a page that finds nothing in what it may look at is empty and has a cursor', async () => {
  const memex = await opened();
  const query = { ...RANGE, text: 'needle' };
  const first = await memex.messages.page(query);
  expect(first).toEqual({ entries: [], cursor: expect.any(String) });
  const second = await memex.messages.page({ ...query, cursor: first.cursor });
  expect(second).toMatchObject({ entries: [{}], cursor: expect.any(String) });
});

test('pages without text do not end because of what they looked at', async () => {
  const memex = await opened();
  expect((await memex.messages.page(RANGE)).entries).toHaveLength(10);
});

test('a cursor of a search belongs to its words', async () => {
  const memex = await opened();
  const { cursor } = await memex.messages.page({ ...RANGE, text: 'needle number' });
  await expect(memex.messages.page({ ...RANGE, text: 'Needle: NUMBER', cursor })).resolves.toBeDefined();
  for (const other of [{ text: 'needle' }, { text: null }, { text: 'needle number', order: 'desc' } as const])
    await expect(memex.messages.page({ ...RANGE, ...other, cursor })).rejects.toMatchObject({
      issues: [{ path: 'cursor' }],
    });
});

test.each([
  ['nothing', ''],
  ['no word', ' ?! - '],
  ['a connector only', '__'],
  ['too much', 'x'.repeat(513)],
  ['a number', 5],
])('a text of %s is refused', async (_, text) => {
  const memex = await opened(0);
  await expect(memex.untrusted.messages.page({ ...RANGE, text })).rejects.toMatchObject({
    issues: [
      {
        path: 'text',
        message: expect.stringMatching(/^must be a string of 1 to 512 characters with at least one word/),
      },
    ],
  });
});

test('a text of 512 characters is searched, whatever they take in UTF-16', async () => {
  const memex = await opened(0);
  expect((await memex.messages.page({ ...RANGE, text: '𝒜'.repeat(512) })).entries).toEqual([]);
});
