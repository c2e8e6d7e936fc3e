import { join } from 'node:path';
import { createMemex, type Store } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { describe, expect, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { filesWith } from './support/files-with.js';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

describe('the right to erasure', () => {
  test('after a user is erased, no file holds a byte of their messages, even after many deletions', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const users = Array.from({ length: 40 }, () => unique('user'));
    let erased = 0;
    for (const user of users.slice(0, 10)) {
      await appendMany(store, users);
      await deleteSome(store);
      erased += await store.messages.eraseUser({ userId: user, projects: 'all' });
      expect(await filesWith(path, user)).toEqual([]);
    }
    expect(await filesWith(path, users[39] ?? '')).not.toEqual([]);
    console.info(`${erased} messages of 10 users erased among many others, 0 bytes left`);
  });

  test('an erased user is gone from first_seen and from the results of analytics', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const [userId, other] = [unique('user'), unique('user')];
    const entries = [userId, userId, other].map((id) =>
      messageEntry({ project: 'app', userId: id, conversationId: `of-${id}`, channel: `of-${id}` }),
    );
    await store.messages.append({ entries });
    const { analytics } = createMemex({ store }).untrusted;
    for (const metric of METRICS) {
      const all = { project: 'app', timespan: { type: 'moving', value: 'all' }, interval: 'month' };
      await analytics.update(await analytics.define({ ...all, ...metric }));
    }
    expect(await firstSeenIn(path)).toEqual({ users: 2, conversations: 2 });
    await store.messages.eraseUser({ userId, projects: 'all' });
    expect(await filesWith(path, userId)).toEqual([]);
    expect(await firstSeenIn(path)).toEqual({ users: 1, conversations: 1 });
    await store.messages.eraseUser({ userId: other, projects: 'all' });
    expect(await firstSeenIn(path)).toEqual({ users: 0, conversations: 0 });
  });

  test('messages acknowledged while the erasure runs are erased too', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const userId = unique('user');
    await appendMany(store, [userId]);
    let erased = false;
    const late: string[] = [];
    const append = async (): Promise<void> => {
      while (!erased) {
        const entry = messageEntry({ project: 'app', userId });
        await store.messages.append({ entries: [entry] });
        if (!erased) late.push(entry.traceId);
      }
    };
    const appending = [append(), append(), append()];
    const erasing = store.messages.eraseUser({ userId, projects: 'all' }).then(() => {
      erased = true;
    });
    await Promise.all([erasing, ...appending]);
    for (const traceId of late) {
      expect(await store.messages.find({ traceId, projects: 'all' })).toBeUndefined();
    }
    await store.messages.eraseUser({ userId, projects: 'all' });
    expect(await filesWith(path, userId)).toEqual([]);
  });

  test('an erasure that a reader of another process blocks fails, and can be repeated', async () => {
    const path = await emptyFolder();
    const store = await startedStore({ path });
    const userId = unique('user');
    await appendMany(store, [userId]);
    const reader = (await loadDriver())(join(path, 'memex.db'));
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM messages').get();
    const selector = { userId, projects: 'all' } as const;
    await expect(store.messages.eraseUser(selector)).rejects.toMatchObject({ code: 'unavailable' });
    reader.exec('COMMIT');
    reader.close();
    expect(await store.messages.eraseUser(selector)).toBe(0);
    expect(await filesWith(path, userId)).toEqual([]);
  });
});

const METRICS = [
  { type: 'count', dimension: 'user', metric: 'new' },
  { type: 'aggregation', aggregation: 'cardinality', field: 'userId' },
  { type: 'aggregation', aggregation: 'cardinality', field: 'channel' },
  { type: 'segmentation', dimension: 'message', metric: 'all' },
];

async function firstSeenIn(path: string): Promise<object> {
  const driver = (await loadDriver())(join(path, 'memex.db'));
  const count = driver.prepare('SELECT count(*) FROM first_seen WHERE kind = ?');
  const [[users], [conversations]] = [count.all(0).flat(), count.all(1).flat()];
  driver.close();
  return { users, conversations };
}

async function appendMany(store: Store, users: readonly string[]): Promise<void> {
  // Sizes from a few hundred bytes to several pages of the file.
  const entries = users.flatMap((userId) =>
    Array.from({ length: 12 }, (_, index) => {
      const entry = messageEntry({ project: 'app', userId });
      const metadata = `"metadata":{"note":${JSON.stringify(`${userId} `.repeat(index * index))}}`;
      return { ...entry, json: entry.json.replace('"metadata":null', metadata) };
    }),
  );
  await store.messages.append({ entries });
}

async function deleteSome(store: Store): Promise<void> {
  const { entries } = await store.messages.page({ projects: 'all' }, { limit: 10_000 });
  const some = entries.filter((_, index) => index % 3 === 0);
  await Promise.all(some.map(({ traceId }) => store.messages.delete({ traceId, projects: 'all' })));
}
