import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AnalysisRequest } from '@memex/core/ports';
import { messageEntry, unique } from '@memex/core/testing';
import { field, instantOfMillis } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import { loadDriver } from '../dist/driver/open-driver.js';
import { filesWith } from './support/files-with.js';
import { emptyFolder } from './support/folder.js';
import { startedMemory, startedStore } from './support/started.js';

const USERS = Array.from({ length: 20 }, () => unique('user'));

const at = (date: string) => instantOfMillis(Date.parse(date));

/** Three messages of each user a day, for 90 days. */
function season() {
  return Array.from({ length: 90 }, (_, day) =>
    USERS.flatMap((userId, index) =>
      Array.from({ length: 3 }, () =>
        messageEntry({
          project: index % 4 === 0 ? 'other' : 'app',
          userId,
          timestamp: new Date(Date.parse('2025-01-01T12:00:00Z') + day * 86_400_000).toISOString(),
          content: { type: 'text', value: `${userId} said a word or two. `.repeat(10) },
        }),
      ),
    ),
  );
}

test('retention makes the file smaller, and a later erasure is still complete', async () => {
  const path = await emptyFolder();
  const store = await startedStore({ path });
  for (const entries of season()) await store.messages.append({ entries });
  const size = async (): Promise<number> => {
    // An erasure copies the write-ahead log into the file.
    await store.messages.eraseUser({ userId: 'nobody', projects: 'all' });
    return (await stat(join(path, 'memex.db'))).size;
  };
  const full = await size();
  const before = at('2025-03-20T00:00:00Z');
  expect(await store.messages.deleteBefore({ project: 'app', before })).toBe(78 * 45);
  expect(await store.messages.deleteBefore({ project: 'other', before })).toBe(78 * 15);
  const left = await size();
  console.info(`90 days ${full} bytes, the last 12 of them ${left} bytes`);
  expect(left).toBeLessThan(full / 2);
  for (const userId of USERS.slice(0, 5)) {
    expect(await store.messages.eraseUser({ userId, projects: 'all' })).toBe(36);
    expect(await filesWith(path, userId)).toEqual([]);
  }
});

test('the columns of analyses follow, and who is new is told by what is left', async () => {
  const [store, memory] = [await startedStore(), await startedMemory()];
  for (const entries of season()) for (const one of [store, memory]) await one.messages.append({ entries });
  const request: AnalysisRequest = {
    project: 'app',
    window: { to: at('2025-12-31T00:00:00Z') },
    measures: [
      { measure: 'distinct', field: field('messageId'), where: [] },
      { measure: 'distinct', field: field('userId'), where: [] },
      { measure: 'firstSeen', field: 'userId', where: [] },
    ],
    buckets: [{ from: at('2025-03-20T00:00:00Z'), to: at('2025-03-20T23:59:59Z') }],
  };
  await store.analysis.measure(request);
  const selector = { project: 'app', before: at('2025-03-20T00:00:00Z') };
  for (const one of [store, memory]) await one.messages.deleteBefore(selector);
  const found = await store.analysis.measure(request);
  expect(found).toEqual(await memory.analysis.measure(request));
  expect(found[0]?.total).toMatchObject({ count: 12 * 45 });
});

test('a file of a version before retention keeps its size, and its space is used again', async () => {
  const path = await emptyFolder();
  const store = await startedStore({ path });
  await store.stop();
  const driver = (await loadDriver())(join(path, 'memex.db'));
  driver.exec('PRAGMA auto_vacuum = NONE; PRAGMA journal_mode = DELETE; VACUUM');
  driver.close();
  await store.start();
  for (const entries of season()) await store.messages.append({ entries });
  const before = at('2025-03-20T00:00:00Z');
  expect(await store.messages.deleteBefore({ project: 'app', before })).toBe(78 * 45);
  expect(await store.messages.count({ projects: ['app'] })).toBe(12 * 45);
});
