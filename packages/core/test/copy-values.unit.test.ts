import { type AnalyticalStore, createMemex, type Memex, UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { messageEntry, withFaults } from '@memex/core/testing';
import { type CopyPlace, copyStore, plusMicros, systemClock } from '@memex/core/toolkit';
import { beforeEach, describe, expect, test } from 'vitest';

let source: AnalyticalStore;
let target: AnalyticalStore;
let old: Memex;
let fresh: Memex;

beforeEach(async () => {
  [source, target] = [createMemoryStore(), createMemoryStore()];
  let passed = 0;
  // Each decision is at a time of its own.
  const clock = {
    now: () => {
      passed += 1_000;
      return plusMicros(systemClock.now(), passed);
    },
  };
  old = createMemex({ store: source, suppress: true, clock });
  fresh = createMemex({ store: target, suppress: true, clock });
  await Promise.all([old.start(), fresh.start()]);
});

const messagesOf = (userId: string, count: number) =>
  Array.from({ length: count }, () => messageEntry({ project: 'app', userId }));
const receiptsOf = async (memex: Memex, userId?: string) => (await memex.receipts.list({ userId })).entries;
const countIn = (store: AnalyticalStore, userId: string) => store.messages.count({ projects: 'all', userId });

describe('a copy carries', () => {
  test('rules of retention, and leaves one that the target has', async () => {
    await old.retention.set({ project: 'app' }, { period: '90d' });
    await old.retention.set({ project: 'shop' }, { period: '30d' });
    await fresh.retention.set({ project: 'shop' }, { period: '10d' });
    expect(await copyStore(source, target)).toMatchObject({ rules: { source: 2, target: 1 } });
    expect(await fresh.retention.list()).toMatchObject([
      { project: 'app', period: '90d' },
      { project: 'shop', period: '10d' },
    ]);
  });

  test('receipts, which are found by user, also those of later erasures', async () => {
    await source.messages.append({ entries: messagesOf('anna', 2) });
    await old.messages.eraseUser({ userId: 'anna' });
    expect(await copyStore(source, target)).toMatchObject({
      receipts: { source: 1, target: 1 },
      sharesSecret: true,
    });
    expect(await receiptsOf(fresh, 'anna')).toEqual(await receiptsOf(old, 'anna'));
    await fresh.messages.eraseUser({ userId: 'anna' });
    expect(await receiptsOf(fresh, 'anna')).toHaveLength(2);
    expect(await receiptsOf(fresh, 'bert')).toEqual([]);
  });

  test('a receipt that was only begun, which the repeated erasure completes on either side', async () => {
    const error = new UnavailableError('the store', { reason: 'it is down' });
    const messages = withFaults(source.messages, { method: 'eraseUser', fault: { kind: 'fail', error } });
    const failing = createMemex({ store: { ...source, messages } });
    await expect(failing.messages.eraseUser({ userId: 'anna' })).rejects.toBe(error);
    await copyStore(source, target);
    await fresh.messages.eraseUser({ userId: 'anna' });
    const complete = await receiptsOf(fresh);
    expect(complete).toMatchObject([{ state: 'complete', attempts: 2 }]);
    await copyStore(source, target);
    expect(await receiptsOf(fresh)).toEqual(complete);
    await old.messages.eraseUser({ userId: 'bert' });
    await expect(failing.messages.eraseUser({ userId: 'carl' })).rejects.toBe(error);
    await copyStore(source, target);
    await old.messages.eraseUser({ userId: 'carl' });
    await copyStore(source, target);
    expect((await receiptsOf(fresh)).map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
  });

  test('who is suppressed, also to a target that others serve', async () => {
    await source.messages.append({ entries: messagesOf('anna', 2) });
    await old.messages.eraseUser({ userId: 'anna', project: 'app' });
    expect(await copyStore(source, target)).toMatchObject({ suppressed: { source: 1, target: 1 } });
    const values = ['app', 'other'].map((project) => ({ project, userId: 'anna' }));
    expect([...(await fresh.suppression.refusedAmong(values))]).toEqual([0]);
    const state = await target.keyValues.page('suppressed-state', { limit: 9, order: 'ascending' });
    await copyStore(source, target);
    expect(await target.keyValues.page('suppressed-state', { limit: 9, order: 'ascending' })).toEqual(state);
  });
});

describe('of what was decided of a user in two stores, the later holds after a copy', () => {
  /** As a process that starts now knows it. */
  const isRefused = async (project = 'app') => {
    const { suppression } = createMemex({ store: target, suppress: true });
    return (await suppression.refusedAmong([{ project, userId: 'anna' }])).size > 0;
  };

  beforeEach(async () => {
    await old.messages.eraseUser({ userId: 'anna' });
    await copyStore(source, target);
    expect(await isRefused()).toBe(true);
  });

  test('accepted again in the target', async () => {
    await fresh.suppression.lift('anna');
    await source.messages.append({ entries: messagesOf('anna', 2) });
    for (const _ of ['once', 'again'])
      expect(await copyStore(source, target, { suppress: true })).toMatchObject({
        messages: { source: 2, target: 2, leftOut: 0 },
        suppressed: { source: 1, target: 0, leftOut: 1 },
      });
    expect(await isRefused()).toBe(false);
  });

  test('accepted again in the source', async () => {
    await old.suppression.lift('anna');
    expect(await copyStore(source, target)).toMatchObject({ suppressed: { source: 0, target: 0 } });
    expect(await fresh.suppression.lift('anna')).toBe(false);
  });

  test('accepted again in the target, and erased in the source after that', async () => {
    await fresh.suppression.lift('anna');
    await old.messages.eraseUser({ userId: 'anna', project: 'app' });
    expect(await copyStore(source, target)).toMatchObject({
      suppressed: { source: 1, target: 1, leftOut: 0 },
    });
    expect(await isRefused()).toBe(true);
  });

  test('accepted again in the target, and erased there in another project after that', async () => {
    await fresh.suppression.lift('anna');
    await fresh.messages.eraseUser({ userId: 'anna', project: 'other' });
    await copyStore(source, target);
    expect(await isRefused('other')).toBe(true);
    expect(await isRefused()).toBe(false);
  });

  test('a decision without a time, as the release before wrote it, is earlier than any with one', async () => {
    const [{ key } = { key: '' }] = await source.keyValues.page('suppressed', {
      limit: 1,
      order: 'ascending',
    });
    await source.keyValues.put('suppressed', { key, value: '{"projects":["app"]}' });
    await fresh.suppression.lift('anna');
    await copyStore(source, target);
    expect(await isRefused()).toBe(false);
  });
});

describe('a copy that suppresses', () => {
  test.each(['source', 'target'] as const)(
    'leaves out messages of users whom the %s erased',
    async (side) => {
      await source.messages.append({ entries: [...messagesOf('anna', 3), ...messagesOf('bert', 2)] });
      await (side === 'source' ? old : fresh).messages.eraseUser({ userId: 'anna' });
      // Written past the list, as by a process without it.
      if (side === 'source') await source.messages.append({ entries: messagesOf('anna', 3) });
      for (const _ of ['once', 'again'])
        expect(await copyStore(source, target, { suppress: true })).toMatchObject({
          messages: { source: 5, target: 2, leftOut: 3 },
        });
      expect(await countIn(target, 'anna')).toBe(0);
      expect(await copyStore(source, target)).toMatchObject({
        messages: { source: 5, target: 5, leftOut: 0 },
      });
    },
  );

  test('tells the number of all that were left out, also where it goes on', async () => {
    await source.messages.append({ entries: messagesOf('anna', 1_700) });
    await source.messages.append({ entries: messagesOf('bert', 4_800) });
    await fresh.messages.eraseUser({ userId: 'anna' });
    const error = new UnavailableError('the store', { reason: 'it is full' });
    const messages = withFaults(target.messages, {
      method: 'append',
      after: 2,
      fault: { kind: 'fail', error },
    });
    let from: CopyPlace | undefined;
    const onProgress = ({ next }: { readonly next: CopyPlace }): void => {
      from = next;
    };
    const first = copyStore(source, { ...target, messages }, { suppress: true, onProgress });
    await expect(first).rejects.toBe(error);
    expect(from?.leftOut).toBe(1_700);
    const counts = { messages: { source: 6_500, target: 4_800, leftOut: 1_700 } };
    expect(await copyStore(source, target, { suppress: true, from, onProgress })).toMatchObject(counts);
    expect(from).toEqual({ kind: 'analytics', leftOut: 1_700 });
    expect(await copyStore(source, target, { suppress: true, from })).toMatchObject(counts);
  });
});

test('a target with a secret of its own keeps it, gets the receipts, and does not know the suppressed users', async () => {
  await source.messages.append({ entries: messagesOf('anna', 2) });
  await old.messages.eraseUser({ userId: 'anna' });
  await fresh.messages.eraseUser({ userId: 'bert' });
  expect(await copyStore(source, target)).toMatchObject({
    receipts: { source: 1, target: 1 },
    suppressed: { source: 1, target: 0 },
    sharesSecret: false,
  });
  expect(await receiptsOf(fresh)).toHaveLength(2);
  expect(await receiptsOf(fresh, 'bert')).toHaveLength(1);
  expect(await receiptsOf(fresh, 'anna')).toEqual([]);
});
