import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@memex/core';
import { messageEntry, unique } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { filesWith } from './support/files-with.js';
import { emptyFolder } from './support/folder.js';
import { startedStore } from './support/started.js';

test('the space of a dropped partition is used for new entries, and erasure is still complete', async () => {
  const path = await emptyFolder();
  const store = await startedStore({ path });
  const users = Array.from({ length: 20 }, () => unique('user'));
  await fillMonth(store, '2025-01', users);
  await fillMonth(store, '2025-02', users);
  await fillMonth(store, '2025-03', users);
  const full = await sizeOf(path);
  expect(await store.messages.dropPartition('message-2025-02')).toBe(true);
  await fillMonth(store, '2025-04', users);
  const refilled = await sizeOf(path);
  console.info(`three months ${full} bytes, with one dropped and one added ${refilled} bytes`);
  expect(refilled).toBeLessThan(full * 1.1);
  for (const userId of users.slice(0, 5)) {
    expect(await store.messages.eraseUser({ userId, projects: 'all' })).toBe(450);
    expect(await filesWith(path, userId)).toEqual([]);
  }
});

/** Appends 3,000 messages. */
async function fillMonth(store: Store, month: string, users: readonly string[]): Promise<void> {
  for (let day = 1; day <= 30; day++) {
    const entries = users.flatMap((userId) =>
      Array.from({ length: 5 }, () => {
        const timestamp = `${month}-${String(Math.min(day, 28)).padStart(2, '0')}`;
        const entry = messageEntry({ project: 'app', userId, timestamp });
        const metadata = `"metadata":{"note":"${`${userId} `.repeat(day)}"}`;
        return { ...entry, json: entry.json.replace('"metadata":null', metadata) };
      }),
    );
    await store.messages.append({ entries });
  }
}

/** The size of the database. An erasure first copies the write-ahead log into it. */
async function sizeOf(path: string): Promise<number> {
  const store = await startedStore({ path });
  await store.messages.eraseUser({ userId: 'nobody', projects: 'all' });
  await store.stop();
  return (await stat(join(path, 'memex.db'))).size;
}
