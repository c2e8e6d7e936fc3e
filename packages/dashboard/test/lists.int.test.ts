import { describe, expect, test } from 'vitest';
import { createLoader, subjectOf } from '../src/data/loader.js';
import { readList } from '../src/data/read-list.js';
import { millisOf } from '../src/state/times.js';
import { DEFAULT_STATE, type FieldValue, type Window } from '../src/state/view-state.js';
import { messagesIn, type Scope } from './support/expected.js';
import { libraryMessages, logAt, NOW, type Sent, ZONE } from './support/library.js';
import { startLibrary, subjectIn } from './support/subject.js';

const messages = libraryMessages();
const MONTH: Window = { kind: 'named', name: '28d' };
const SCOPE: Scope = { from: '2026-09-29', to: '2026-10-26' };

const newestFirst = (one: Sent, other: Sent): number => other.timestamp.getTime() - one.timestamp.getTime();

describe('the list of conversations', () => {
  test.each<readonly FieldValue[][]>([
    [[]],
    [[{ field: 'channel', value: 'TELEGRAM' }]],
    [[{ field: 'intent.name', value: 'default' }]],
    [[{ field: 'intent.name', value: 'renew-loan' }]],
    [
      [
        { field: 'language', value: 'en' },
        { field: 'channel', value: 'WEB' },
      ],
    ],
  ])('has those with a message of all conditions, the newest first: %j', async (conditions) => {
    const { api } = await startLibrary();
    const { items, cursor } = await createLoader(subjectIn(MONTH, conditions), api()).conversations();
    const matching = messagesIn(messages, { ...SCOPE, conditions });
    const ids = new Set(matching.map(({ conversationId }) => conversationId));
    expect(new Set(items.map(({ conversationId }) => conversationId)).size).toBe(items.length);
    expect(items).toHaveLength(Math.min(50, ids.size));
    expect(cursor !== undefined).toBe(ids.size > 50);
    const times = items.map(({ lastTime }) => millisOf(lastTime));
    expect(times).toEqual(times.toSorted((one, other) => other - one));
    for (const { conversationId, messages: count, fallbacks } of items) {
      expect(ids).toContain(conversationId);
      const own = messagesIn(messages, SCOPE).filter((one) => one.conversationId === conversationId);
      expect(count).toBe(own.length);
      expect(fallbacks).toBe(
        own.filter((one) => one.type === 'request' && one.intent?.name === 'default').length,
      );
    }
  });
});

describe('more rows of a list', () => {
  test.each<readonly FieldValue[][]>([
    [[]],
    [[{ field: 'language', value: 'it' }]],
    [[{ field: 'type', value: 'response' }]],
  ])('follow those that are there, which are not read again: %j', async (conditions) => {
    const { api } = await startLibrary();
    const loader = (rows: number) => createLoader(subjectIn(MONTH, conditions, { rows }), api());
    const whole = await loader(1_000).conversations();
    expect(whole.cursor).toBeUndefined();
    const few = await loader(50).conversations();
    const more = await loader(1_000).conversations({ ...few, items: few.items.slice(0, 1) });
    expect(more.cursor).toBeUndefined();
    expect([...few.items, ...more.items.slice(1)]).toEqual(whole.items);
    expect(await loader(1_000).conversations(whole)).toBe(whole);
  });

  test('are read however short the pages are', async () => {
    const pages = [['a'], [], ['b', 'c'], ['d']];
    const read = async ({ cursor = '0', maxSize }: { cursor: string | undefined; maxSize: number }) => {
      expect(maxSize).toBeGreaterThan(0);
      const next = Number(cursor) + 1;
      return { items: pages[Number(cursor)] ?? [], cursor: next < pages.length ? `${next}` : undefined };
    };
    expect(await readList(read, 2, undefined)).toEqual({ items: ['a', 'b', 'c'], cursor: '3' });
    expect(await readList(read, 4, { items: ['a'], cursor: '1' })).toEqual({
      items: ['a', 'b', 'c', 'd'],
      cursor: undefined,
    });
  });
});

describe('the list of messages', () => {
  test('has those with the words and conditions, the newest first', async () => {
    const { api } = await startLibrary();
    const conditions = [{ field: 'intent.name', value: 'default' }];
    const subject = subjectIn(MONTH, conditions, { text: 'SING' });
    const { items } = await createLoader(subject, api()).messages();
    const expected = messagesIn(messages, { ...SCOPE, conditions })
      .filter(({ content }) => content?.type === 'text' && content.value === 'sing')
      .toSorted(newestFirst);
    expect(items.map(({ messageId }) => messageId)).toEqual(
      expected.slice(0, 50).map(({ messageId }) => messageId),
    );
  });
});

describe('a conversation', () => {
  test('has its messages, and what was logged in the same minutes', async () => {
    const { api, memex } = await startLibrary();
    const [first] = messages;
    if (first === undefined) throw new Error('the library has messages');
    const own = messages.filter(({ conversationId }) => conversationId === first.conversationId);
    const [start, end] = [own.at(0)?.timestamp.getTime() ?? 0, own.at(-1)?.timestamp.getTime() ?? 0];
    await memex.logs.append([
      logAt(new Date(start - 3_600_000), 'long before'),
      logAt(new Date(start - 30_000), 'just before'),
      logAt(new Date(end + 30_000), 'just after'),
      logAt(new Date(end + 3_600_000), 'long after'),
    ]);
    const chat = await createLoader(subjectIn(MONTH), api()).chat(String(first.conversationId));
    expect(chat.messages.map(({ messageId }) => messageId)).toEqual(own.map(({ messageId }) => messageId));
    expect(chat.isCut).toBe(false);
    expect(chat.logs.map(({ logContent }) => logContent)).toEqual(['just before', 'just after']);
  });

  test('that is not there has no messages', async () => {
    const { api } = await startLibrary();
    expect(await createLoader(subjectIn(MONTH), api()).chat('nobody')).toEqual({
      messages: [],
      isCut: false,
      logs: [],
    });
  });
});

describe('the project that is shown', () => {
  const moment = { now: NOW, zone: ZONE };

  test('is the one with the most messages, unless the address names another', async () => {
    const { api, memex } = await startLibrary();
    await memex.messages.append([
      {
        type: 'notification',
        project: 'a-bot',
        messageId: '1',
        userId: 'anna',
        channel: 'WEB',
        timestamp: '2026-10-01',
      },
    ]);
    const projects = await api().projects();
    expect(subjectOf(DEFAULT_STATE, projects, moment)).toMatchObject({
      project: 'library',
      firstTime: expect.any(String),
    });
    expect(subjectOf({ ...DEFAULT_STATE, project: 'a-bot' }, projects, moment)).toMatchObject({
      project: 'a-bot',
    });
    expect(subjectOf(DEFAULT_STATE, [], moment)).toBeUndefined();
  });
});
