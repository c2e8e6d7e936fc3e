import { messageEntry, variedEntries } from '@memex/core/testing';
import { describe, expect, test } from 'vitest';
import { startedStore } from './support/started.js';

const MESSAGES = 6_000;
const AT_MOST = 1_500;

describe('a page looks at a bounded number of messages', () => {
  test.each([
    ['channel', { channel: 'none' }],
    ['type', { type: 'notification' }],
    ['channel of a user', { userId: 'anna', channel: 'none' }],
    ['type in a conversation', { conversationId: 'talk', type: 'notification' }],
    ['conversation of another project', { conversationId: 'talk', projects: ['other'] }],
    ['words in a channel', { words: ['hush'], channel: 'none' }],
    ['channel in several projects', { channel: 'none', projects: ['app', 'other', 'third'] }],
    ['channel in all projects', { channel: 'none', projects: 'all' }],
    [
      'channel of a user in several projects',
      { userId: 'anna', channel: 'none', projects: ['app', 'other'] },
    ],
    [
      'words in a channel of several projects',
      { words: ['hush'], channel: 'none', projects: ['app', 'other'] },
    ],
  ] as const)('where no message has the %s, and gives a cursor', async (_, fields) => {
    const store = await startedStore();
    const entries = Array.from({ length: MESSAGES }, () =>
      messageEntry({
        project: 'app',
        userId: 'anna',
        conversationId: 'talk',
        type: 'request',
        channel: 'WEB',
      }),
    );
    await store.messages.append({ entries });
    await store.messages.append({ entries: [messageEntry({ project: 'other' })] });
    for (const order of ['oldest', 'newest'] as const) {
      let pages = 0;
      for (let after: string | undefined; ; pages++) {
        const filter = { projects: ['app'], ...fields };
        const page = await store.messages.page(filter, { order, limit: 10, maxScanned: AT_MOST, after });
        expect(page.entries).toEqual([]);
        after = page.next;
        if (after === undefined) break;
      }
      expect(pages).toBeGreaterThanOrEqual(MESSAGES / 2 / AT_MOST);
    }
  });

  test('and still all that pass are found', async () => {
    const store = await startedStore();
    const entries = variedEntries(5_000, 'app');
    await store.messages.append({ entries });
    const channels = new Map<string, number>();
    for (const { value } of entries) channels.set(value.channel, (channels.get(value.channel) ?? 0) + 1);
    for (const [channel, expected] of channels) {
      const { entries: found } = await store.messages.page(
        { projects: ['app'], channel },
        { limit: entries.length },
      );
      expect(found).toHaveLength(expected);
    }
  });
});
