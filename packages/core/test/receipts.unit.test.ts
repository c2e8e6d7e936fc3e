import { createHmac } from 'node:crypto';
import { type AnalyticalStore, createMemex, type Memex, UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { logEntry, messageEntry, withFaults } from '@memex/core/testing';
import { beforeEach, expect, test } from 'vitest';

let store: AnalyticalStore;
let memex: Memex;

beforeEach(async () => {
  store = createMemoryStore();
  memex = createMemex({ store });
  await memex.start();
  const entries = ['a', 'a', 'b'].map((project) => messageEntry({ project, userId: 'anna' }));
  await store.messages.append({ entries: [...entries, messageEntry({ project: 'a', userId: 'bert' })] });
});

const receiptsOf = async (userId?: string, projects?: readonly string[]) =>
  (await memex.receipts.list({ userId }, { projects })).entries;

test('an erasure tells who asked, when, and what there was, but not of whom', async () => {
  expect(await memex.messages.eraseUser({ userId: 'anna' }, { by: 'officer' })).toBe(3);
  const [receipt, ...others] = await receiptsOf();
  expect(others).toEqual([]);
  expect(receipt).toEqual({
    id: expect.any(String),
    kind: 'erasure',
    state: 'complete',
    by: 'officer',
    engine: 'memory',
    beganAt: expect.stringMatching(/^\d{4}-/),
    completedAt: expect.stringMatching(/^\d{4}-/),
    attempts: 1,
    userHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    projects: null,
    partition: null,
    before: null,
    found: [
      { project: 'a', messages: 2, logs: 0 },
      { project: 'b', messages: 1, logs: 0 },
    ],
    deleted: 3,
  });
  expect(JSON.stringify(receipt)).not.toContain('anna');
});

test('the receipts of a person are found, and those of two stores have nothing in common', async () => {
  for (const userId of ['anna', 'bert', 'anna']) await memex.messages.eraseUser({ userId });
  expect(await receiptsOf('anna')).toMatchObject([{ deleted: 0 }, { deleted: 3 }]);
  expect(await receiptsOf('carl')).toEqual([]);
  const other = createMemex({ store: createMemoryStore() });
  await other.start();
  await other.messages.eraseUser({ userId: 'anna' });
  const [theirs] = (await other.receipts.list({})).entries;
  const [ours] = await receiptsOf('anna');
  expect(theirs?.userHash).not.toBe(ours?.userHash);
});

test('the hash of a user is the HMAC-SHA-256 of the id, with the secret of the store', async () => {
  await memex.messages.eraseUser({ userId: 'ännä' });
  await memex.messages.eraseUser({ userId: 'ännä' });
  const [secret] = await store.keyValues.page('secrets', { limit: 1, order: 'ascending' });
  const hash = createHmac('sha256', Buffer.from(secret?.value ?? '', 'hex'))
    .update('ännä')
    .digest('hex');
  expect(await receiptsOf('ännä')).toMatchObject([{ userHash: hash }, { userHash: hash }]);
});

test('a caller sees what concerns its projects, and of that only what is theirs', async () => {
  await memex.messages.eraseUser({ userId: 'anna' });
  await memex.messages.eraseUser({ userId: 'bert', project: 'a' });
  expect(await receiptsOf(undefined, ['b'])).toMatchObject([
    { found: [{ project: 'b', messages: 1 }], deleted: 1 },
  ]);
  expect(await receiptsOf(undefined, ['a'])).toMatchObject([{ projects: ['a'], deleted: 1 }, { deleted: 2 }]);
  expect(await receiptsOf(undefined, ['c'])).toEqual([]);
});

test('an erasure that fails stays begun, and the next one completes its receipt', async () => {
  const error = new UnavailableError('the store', { reason: 'it is down' });
  const fault = { kind: 'fail', error } as const;
  const messages = withFaults(store.messages, { method: 'eraseUser', times: 1, fault });
  memex = createMemex({ store: { ...store, messages } });
  await expect(memex.messages.eraseUser({ userId: 'anna' })).rejects.toBe(error);
  expect(await receiptsOf()).toMatchObject([{ state: 'begun', attempts: 1, deleted: 0, completedAt: null }]);
  await memex.messages.eraseUser({ userId: 'anna' });
  expect(await receiptsOf()).toMatchObject([{ state: 'complete', attempts: 2, deleted: 3 }]);
});

test('an erasure whose receipt cannot be begun deletes nothing', async () => {
  const error = new UnavailableError('the store', { reason: 'it is down' });
  const keyValues = withFaults(store.keyValues, { method: 'put', fault: { kind: 'fail', error } });
  memex = createMemex({ store: { ...store, keyValues } });
  await expect(memex.messages.eraseUser({ userId: 'anna' })).rejects.toBe(error);
  expect(await store.messages.count({ projects: 'all', userId: 'anna' })).toBe(3);
});

test('retention leaves a receipt for each project that lost something', async () => {
  await store.logs.append({ entries: [logEntry({ project: 'a', timestamp: '2020-01-01' })] });
  await memex.retention.set({ project: 'a' }, { period: '1d' });
  await memex.retention.set({ project: 'none' }, { period: '1d' });
  await memex.retention.apply({ dryRun: true });
  expect(await receiptsOf()).toEqual([]);
  await memex.retention.apply({ by: 'scheduler' });
  const found = [{ project: 'a', messages: 3, logs: 1 }];
  expect(await receiptsOf()).toMatchObject([
    { kind: 'retention', by: 'scheduler', projects: ['a'], before: expect.any(String), found, deleted: 4 },
  ]);
});

test('a dropped partition leaves a receipt, one that does not exist leaves none', async () => {
  await memex.partitions.drop('message-2026-03', { by: 'officer' });
  const one = {
    kind: 'partition',
    partition: 'message-2026-03',
    state: 'complete',
    deleted: 4,
    by: 'officer',
  };
  expect(await receiptsOf()).toMatchObject([one]);
  await expect(memex.partitions.drop('message-2026-03')).rejects.toMatchObject({ code: 'not_found' });
  expect(await receiptsOf()).toHaveLength(1);
});

test('a message that is deleted by its id leaves a receipt, one that is not there leaves none', async () => {
  const [traceId = ''] = await store.messages.append({
    entries: [messageEntry({ project: 'b', userId: 'anna' })],
  });
  await memex.messages.delete({ traceId }, { by: 'officer', projects: ['a'] });
  expect(await receiptsOf()).toEqual([]);
  await memex.messages.delete({ traceId }, { by: 'officer' });
  await memex.messages.delete({ traceId }, { by: 'officer' });
  const one = { kind: 'message', state: 'complete', by: 'officer', deleted: 1, attempts: 1, projects: null };
  expect(await receiptsOf('anna')).toMatchObject([
    { ...one, found: [{ project: 'b', messages: 1, logs: 0 }] },
  ]);
  expect(await receiptsOf('bert')).toEqual([]);
  expect(JSON.stringify(await receiptsOf())).not.toContain(traceId);
});

test('messages that are deleted by the id of their sender leave one receipt, which names neither id', async () => {
  const same = { project: 'b', userId: 'anna', messageId: 'message 17' };
  await store.messages.append({ entries: [messageEntry(same), messageEntry(same)] });
  await memex.messages.delete({ messageId: 'message 17', userId: 'anna', project: 'b' });
  expect(await receiptsOf('anna')).toMatchObject([
    { kind: 'message', projects: ['b'], found: [{ project: 'b', messages: 1 }], deleted: 2 },
  ]);
  expect(JSON.stringify(await receiptsOf())).not.toMatch(/anna|message 17/);
  const values = (
    await Promise.all(
      ['receipts', 'receipts-begun'].map((space) =>
        store.keyValues.page(space, { limit: 10, order: 'ascending' }),
      ),
    )
  ).flat();
  expect(values).toHaveLength(1);
});

test('a log that is deleted leaves a receipt', async () => {
  const [id = ''] = await store.logs.append({ entries: [logEntry({ project: 'a' })] });
  await memex.logs.delete({ id }, { by: 'officer', projects: ['a'] });
  await expect(memex.logs.delete({ id })).rejects.toMatchObject({ code: 'not_found' });
  const found = [{ project: 'a', messages: 0, logs: 1 }];
  expect(await receiptsOf()).toMatchObject([
    { kind: 'log', by: 'officer', userHash: null, found, deleted: 1 },
  ]);
});

test.each(['before', 'after'] as const)(
  'a deletion of a message that is cut off %s the message is gone stays begun, and its repetition completes the receipt',
  async (moment) => {
    const error = new UnavailableError('the store', { reason: 'it is down' });
    const fault = { kind: moment === 'before' ? 'fail' : 'drop-answer', error } as const;
    const messages = withFaults(store.messages, { method: 'delete', times: 1, fault });
    memex = createMemex({ store: { ...store, messages } });
    const [traceId = ''] = await store.messages.append({
      entries: [messageEntry({ project: 'c', userId: 'anna' })],
    });
    await expect(memex.messages.delete({ traceId })).rejects.toBe(error);
    expect(await receiptsOf()).toMatchObject([{ state: 'begun', attempts: 1, completedAt: null }]);
    await memex.messages.delete({ traceId });
    await memex.messages.delete({ traceId });
    expect(await receiptsOf()).toMatchObject([
      { state: 'complete', attempts: 2, found: [{ messages: 1 }], deleted: moment === 'before' ? 1 : 0 },
    ]);
  },
);

test('receipts come in pages, the newest first', async () => {
  for (let count = 0; count < 5; count++) await memex.messages.eraseUser({ userId: `user ${count}` });
  const all = await receiptsOf();
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await memex.receipts.list({ maxSize: 2, cursor });
    ids.push(...page.entries.map(({ id }) => id));
    cursor = page.cursor;
  } while (cursor !== undefined);
  expect(ids).toEqual(all.map(({ id }) => id));
  expect(all.map(({ beganAt }) => beganAt)).toEqual(
    all
      .map(({ beganAt }) => beganAt)
      .sort()
      .reverse(),
  );
});
