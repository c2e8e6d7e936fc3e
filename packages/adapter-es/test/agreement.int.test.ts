import type { Store } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { messageEntry } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { onEachMajor, openStore, refresh } from './servers.js';

const MESSAGES = 5_000;
const BATCH = 1_000;

await onEachMajor('agreement', ([node = '']) => {
  test('P16: the same messages give the same pages, newest and counts as in the memory store', async () => {
    const stores = [createMemoryStore(), await openStore([node])] as const;
    await stores[0].start();
    const entries = sampleMessages();
    for (let start = 0; start < entries.length; start += BATCH) {
      for (const store of stores)
        await store.messages.append({ entries: entries.slice(start, start + BATCH) });
    }
    await refresh(node);
    for (const read of READS) {
      const [wanted, found] = [await read(stores[0]), await read(stores[1])];
      expect(found).toEqual(wanted);
    }
    for (const store of stores) await store.stop();
  });
});

/** Few users, projects and instants, so that much is equal; the trace ids rise as they are stored. */
function sampleMessages(): readonly NewEntry<Message>[] {
  return Array.from({ length: MESSAGES }, (_, index) =>
    messageEntry({
      project: `project-${index % 3}`,
      userId: `user-${index % 17}`,
      channel: index % 5 === 0 ? 'WEB' : 'TELEGRAM',
      messageId: `message-${index % 900}`,
      conversationId: index % 2 === 0 ? `conversation-${index % 11}` : null,
      type: index % 7 === 0 ? 'notification' : 'request',
      timestamp: `2026-0${1 + (index % 3)}-01T12:00:0${(index * 7) % 10}.00000${(index * 3) % 10}${index % 4 === 0 ? '+02:00' : ''}`,
    }),
  );
}

type Filter = Parameters<Store['messages']['page']>[0];

const FILTERS: readonly Filter[] = [
  { projects: 'all' },
  { projects: ['project-1'] },
  { projects: ['project-0', 'project-2'], userId: 'user-3', channel: 'TELEGRAM' },
  { projects: 'all', conversationId: 'conversation-4' },
  { projects: ['project-1'], type: 'notification' },
  { projects: [] },
];

const READS: readonly ((store: Store) => Promise<unknown>)[] = [
  ...FILTERS.map((filter) => (store: Store) => walk(store, filter)),
  (store) => store.messages.findNewest({ messageId: 'message-7', userId: 'user-7', projects: 'all' }),
  (store) => store.messages.deleteAll({ messageId: 'message-8', userId: 'user-8', projects: 'all' }),
  (store) => store.messages.eraseUser({ userId: 'user-9', projects: ['project-1'] }),
  (store) => store.messages.eraseUser({ userId: 'user-9', projects: 'all' }),
];

async function walk(store: Store, filter: Filter): Promise<unknown> {
  const texts: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.messages.page(filter, { limit: 700, after });
    texts.push(...page.entries.map(({ traceId, json }) => `${traceId} ${json}`));
    after = page.next;
  } while (after !== undefined);
  return texts;
}
