import { join } from 'node:path';
import { messageEntry } from '@memex/core/testing';
import type { ConversationPlace } from '@memex/core/toolkit';
import { expect, onTestFinished, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import type { ConversationsInput } from '../dist/protocol/conversations.js';
import { readConversations } from '../dist/read/conversations.js';
import { openToRead } from '../dist/schema/open.js';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

const CONVERSATIONS = 1_000;
/** Each conversation has its messages on so many days. */
const MESSAGES = 3;

async function filledConnection() {
  const path = await emptyFolder();
  const store = await startedStore({ path });
  const entries = Array.from({ length: CONVERSATIONS * MESSAGES }, (_, index) => {
    const number = index % CONVERSATIONS;
    const [day, second] = [Math.floor(index / CONVERSATIONS) + 1, String(number % 60).padStart(2, '0')];
    const name = index === 17 ? 'default' : 'greeting';
    const language = index === 17 ? 'it' : 'en';
    return messageEntry({
      project: 'app',
      conversationId: `talk-${number}`,
      timestamp: `2026-03-0${day}T12:00:${second}`,
      intent: { name },
      language,
    });
  });
  await store.messages.append({ entries });
  const connection = openToRead(await loadDriver(), join(path, 'memex.db'));
  onTestFinished(() => connection.close());
  return connection;
}

const INPUT: ConversationsInput = {
  selection: {
    project: 'app',
    from: 0,
    to: Date.UTC(2027, 0) * 1_000,
    fields: {},
    fallback: { type: 'request', 'intent.name': 'default' },
    onlyFallbacks: false,
    wanted: {},
    language: undefined,
  },
  limit: 2_000,
  maxLooked: 1,
};

async function walk(input: ConversationsInput) {
  const connection = await filledConnection();
  const sizes: number[] = [];
  const found: string[] = [];
  let after: ConversationPlace | undefined;
  do {
    const { rows, next } = readConversations(connection, { ...input, after });
    sizes.push(rows.length);
    found.push(...rows.map(({ conversationId }) => conversationId));
    after = next;
  } while (after !== undefined);
  return { sizes, found };
}

test('a walk whose parts look at few messages finds each conversation once', async () => {
  const { sizes, found } = await walk(INPUT);
  expect(found).toHaveLength(CONVERSATIONS);
  expect(new Set(found).size).toBe(CONVERSATIONS);
  // A part looks at all messages of an instant.
  expect(sizes.length).toBeGreaterThan(50);
});

test.each<[string, Partial<ConversationsInput['selection']>]>([
  ['a fallback', { onlyFallbacks: true }],
  ['an intent', { wanted: { type: 'request', 'intent.name': 'default' } }],
  ['an intent and a language', { wanted: { type: 'request', 'intent.name': 'default' }, language: 'it' }],
  [
    'an intent and a fallback',
    { wanted: { type: 'request', 'intent.name': 'greeting' }, onlyFallbacks: true },
  ],
])('the only conversation with %s is found, however many messages are newer', async (name, selection) => {
  const { sizes, found } = await walk({ ...INPUT, selection: { ...INPUT.selection, ...selection } });
  expect(found).toEqual(['talk-17']);
  // Others have the intent of the last one too, and so they are walked to.
  expect(sizes.length > 10).toBe(name === 'an intent and a fallback');
});

test('a part that finds nothing has a place to go on from', async () => {
  const { sizes, found } = await walk({
    ...INPUT,
    limit: 25,
    selection: { ...INPUT.selection, language: 'it' },
  });
  expect(found).toEqual(['talk-17']);
  expect(sizes.filter((size) => size === 0).length).toBeGreaterThan(10);
});

test('a project that does not exist has no conversations', async () => {
  const { sizes } = await walk({ ...INPUT, selection: { ...INPUT.selection, project: 'none' } });
  expect(sizes).toEqual([0]);
});
