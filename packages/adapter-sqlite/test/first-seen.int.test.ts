import type { AnalyticalStore } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { Message } from '@memex/core/model';
import type { NewEntry } from '@memex/core/ports';
import { everyQuestion, sourcesOf, variedEntries } from '@memex/core/testing';
import { computeAll } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { startedStore } from './support/started.js';

const NEW = everyQuestion('app').filter((one) => 'metric' in one && one.metric === 'new');

test('new users stay right while messages arrive late, are deleted, are erased and are dropped with their month', async () => {
  const memory = createMemoryStore();
  await memory.start();
  const stores = [memory, await startedStore()] as const;
  for (let seed = 1; seed <= 5; seed++) {
    const entries = variedEntries(800, 'app', seed);
    for (const change of changesWith(entries)) {
      for (const store of stores) await change(store);
      const [expected, found] = await Promise.all(stores.map((store) => computeAll(NEW, sourcesOf(store))));
      expect(found).toEqual(expected);
    }
  }
});

function changesWith(
  entries: readonly NewEntry<Message>[],
): readonly ((store: AnalyticalStore) => Promise<unknown>)[] {
  const [first, second] = entries;
  const { userId = '', messageId = '' } = second?.value ?? {};
  return [
    ({ messages }) => messages.append({ entries }),
    ({ messages }) =>
      Promise.all(
        entries
          .filter((_, index) => index % 3 === 0)
          .map(({ traceId }) => messages.delete({ traceId, projects: 'all' })),
      ),
    ({ messages }) =>
      messages.deleteAll({
        messageId: first?.value.messageId ?? '',
        userId: first?.value.userId ?? '',
        projects: 'all',
      }),
    ({ messages }) => messages.deleteAll({ messageId, userId, projects: 'all' }),
    ({ messages }) => messages.eraseUser({ userId, projects: ['app'] }),
    ({ messages }) => messages.dropPartition('message-2026-09'),
  ];
}
