import { type AnalyticalStore, createMemex, type Memex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { plusMicros, systemClock } from '@memex/core/toolkit';
import { beforeEach, expect, test, vi } from 'vitest';
import { request } from './samples.js';

let store: AnalyticalStore;
let memex: Memex;
let aheadMicros: number;

const clock = { now: () => plusMicros(systemClock.now(), aheadMicros) };

beforeEach(async () => {
  aheadMicros = 0;
  store = createMemoryStore();
  memex = createMemex({ store, suppress: true, clock });
  await memex.start();
});

const send = (...userIds: readonly string[]) =>
  memex.untrusted.messages.append(userIds.map((userId) => request({ userId })));
const REFUSED = { code: 'suppressed' };

test('messages of an erased user are refused, and the others of a partial batch are stored', async () => {
  await send('anna', 'bert');
  await memex.messages.eraseUser({ userId: 'anna' });
  await expect(send('bert', 'anna')).rejects.toMatchObject({
    ...REFUSED,
    issues: [{ path: '[1].userId', message: expect.stringContaining('erased') }],
  });
  const batch = ['anna', 'bert', 'anna'].map((userId) => request({ userId }));
  const { traceIds, issues } = await memex.untrusted.messages.appendPartial(batch);
  expect(traceIds).toEqual([null, expect.any(String), null]);
  expect(issues).toMatchObject([{ path: '[0].userId' }, { path: '[2].userId' }]);
  expect(await store.messages.count({ projects: 'all', userId: 'anna' })).toBe(0);
});

test('only in the projects of the erasures, until it is lifted', async () => {
  await memex.messages.eraseUser({ userId: 'anna', project: 'other' });
  await send('anna');
  await memex.messages.eraseUser({ userId: 'anna', project: 'app' });
  await expect(send('anna')).rejects.toMatchObject(REFUSED);
  expect(await memex.suppression.lift('anna')).toBe(true);
  expect(await memex.suppression.lift('anna')).toBe(false);
  await send('anna');
});

test('another process follows within a second, and one that starts later knows at once', async () => {
  const other = createMemex({ store, suppress: true });
  await memex.untrusted.messages.append([request({ userId: 'bert' })]);
  await other.messages.eraseUser({ userId: 'anna' });
  aheadMicros = 1_000_001;
  await vi.waitFor(() => expect(send('anna')).rejects.toMatchObject(REFUSED));
  const later = createMemex({ store, suppress: true });
  await expect(later.untrusted.messages.append([request({ userId: 'anna' })])).rejects.toMatchObject(REFUSED);
});

test('the store keeps no id of a suppressed user', async () => {
  await memex.messages.eraseUser({ userId: 'anna' });
  const entries = await store.keyValues.page('suppressed', { limit: 10, order: 'ascending' });
  expect(entries).toEqual([
    {
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
      value: expect.stringMatching(/^{"projects":null,"refusedAt":"[^"]+"}$/),
    },
  ]);
});

test('without it, messages of erased users are accepted', async () => {
  memex = createMemex({ store });
  await memex.messages.eraseUser({ userId: 'anna' });
  await send('anna');
});
