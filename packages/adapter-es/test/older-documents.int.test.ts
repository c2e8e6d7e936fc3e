import { readMessage, type Store } from '@memex/core';
import { logEntry, messageEntry, unique } from '@memex/core/testing';
import { parseTimestamp } from '@memex/core/toolkit';
import { expect, test } from 'vitest';
import type { ElasticsearchOptions } from '../src/index.js';
import { onEachMajor, openStore, refresh } from './servers.js';

/** A message as the Python service wrote it: as it came, with what Memex would refuse or drop. */
const OLD = {
  messageId: 'old-1',
  channel: 'TELEGRAM',
  userId: 'anna',
  timestamp: '2021-03-07T10:00:00.123456+01:00',
  type: 'REQUEST',
  content: { type: 'text', value: 'ciao' },
  metadata: { number: 1, text: 'x' },
  project: 'wenet',
  staticId: 'dropped',
};

type Document = Readonly<Record<string, unknown>>;

await onEachMajor('documents of the Python service', ([node = '']) => {
  test('documents of the Python service are found, paged, filtered and deleted like those of Memex', async () => {
    const { store } = await openOld(node, {
      'message-2021-03-07': {
        a: OLD,
        b: { ...OLD, messageId: 'old-2', type: 'notification', content: null },
      },
      'message-wenet-2021-03-08': {
        c: { ...OLD, messageId: 'old-3', timestamp: '2021-03-08T09:00:00', userId: 'bert' },
      },
    });
    const found = await store.messages.find({ traceId: 'a', projects: ['wenet'] });
    expect(JSON.parse(found?.json ?? '')).toEqual({
      ...{ messageId: 'old-1', conversationId: null, channel: 'TELEGRAM', userId: 'anna' },
      ...{ timestamp: '2021-03-07T10:00:00.123456+01:00', content: OLD.content, metadata: OLD.metadata },
      ...{ project: 'wenet', type: 'request', domain: null, intent: null, entities: [], language: null },
    });
    expect(await store.messages.find({ traceId: 'a', projects: ['other'] })).toBeUndefined();
    expect(await walk(node, store)).toEqual(['a', 'b', 'c']);
    expect(await walk(node, store, { type: 'request' })).toEqual(['a', 'c']);
    expect(await walk(node, store, { userId: 'bert' })).toEqual(['c']);
    const from = parseTimestamp('2021-03-07T09:00:00.1236')?.instant;
    expect(await walk(node, store, { from })).toEqual(['a', 'b', 'c']);
    const newest = { messageId: 'old-1', userId: 'anna', projects: ['wenet'] };
    expect((await store.messages.findNewest(newest))?.traceId).toBe('a');
    expect(await store.messages.delete({ traceId: 'b', projects: 'all' })).toBe(true);
    expect(await store.messages.eraseUser({ userId: 'anna', projects: 'all' })).toBe(1);
    expect(await walk(node, store)).toEqual(['c']);
    expect(await store.messages.dropPartition('message-wenet-2021-03-08')).toBe(true);
    expect(await walk(node, store)).toEqual([]);
    await store.stop();
  });

  test('projects are counted over documents of the Python service and of Memex, except those that are no messages', async () => {
    const { store } = await openOld(node, {
      'message-2021-03-07': {
        a: OLD,
        hidden: { userId: 'anna', project: 'wenet', timestamp: OLD.timestamp, note: 'no message' },
      },
      'message-other-2021-03-08': { b: { ...OLD, project: 'other', timestamp: '2021-03-08T09:00:00.5' } },
    });
    const entries = ['2021-03-06', '2021-03-07T09:00:00.123457'].map((timestamp) =>
      messageEntry({ project: 'wenet', timestamp }),
    );
    const late = messageEntry({ project: 'late', timestamp: '2021-03-09' });
    await store.messages.append({ entries: [...entries, late] });
    await refresh(node);
    const wenet = { firstTime: '2021-03-06T00:00:00', lastTime: '2021-03-07T09:00:00.123457' };
    const other = { firstTime: '2021-03-08T09:00:00.500000', lastTime: '2021-03-08T09:00:00.500000' };
    expect(await store.messages.projects({ projects: 'all' })).toEqual([
      { project: 'late', messages: 1, firstTime: '2021-03-09T00:00:00', lastTime: '2021-03-09T00:00:00' },
      { project: 'other', messages: 1, ...other },
      { project: 'wenet', messages: 3, ...wenet },
    ]);
    expect(await store.messages.projects({ projects: ['other'] })).toEqual([
      { project: 'other', messages: 1, ...other },
    ]);
    await store.stop();
  });

  test('conversations are told by documents of the Python service and of Memex together', async () => {
    const talk = { ...OLD, conversationId: 'talk' };
    const { store } = await openOld(node, {
      'message-2021-03-07': {
        a: { ...talk, intent: { name: 'default', confidence: 0.1 } },
        b: { ...talk, messageId: 'old-2', userId: 'bert', timestamp: '2021-03-07T09:00:00.123457' },
        hidden: { conversationId: 'talk', project: 'wenet', timestamp: '2021-03-08', note: 'no message' },
        foreign: { ...talk, project: 'other', timestamp: '2021-03-09' },
      },
    });
    const own = messageEntry({ project: 'wenet', conversationId: 'own', timestamp: '2021-03-08' });
    const early = messageEntry({ project: 'wenet', conversationId: 'talk', timestamp: '2021-03-06' });
    await store.messages.append({ entries: [own, early] });
    await refresh(node);
    const at = (text: string) => parseTimestamp(text)?.instant ?? own.at;
    const filter = { project: 'wenet', from: at('2021-01-01'), to: at('2021-12-31'), fallback: false };
    const first = await store.messages.conversations(filter, { limit: 1 });
    expect(first.entries).toMatchObject([{ conversationId: 'own', messages: 1 }]);
    const second = await store.messages.conversations(filter, { limit: 1, after: first.next });
    const told = {
      ...{ conversationId: 'talk', userId: 'bert', channel: 'TELEGRAM', messages: 3, fallbacks: 1 },
      ...{ firstTime: '2021-03-06T00:00:00', lastTime: '2021-03-07T09:00:00.123457' },
    };
    expect(second).toEqual({ entries: [told] });
    const one = { ...filter, to: at('2021-03-07T09:00:00.123456'), fallback: true };
    expect((await store.messages.conversations(one, { limit: 9 })).entries).toMatchObject([
      { conversationId: 'talk', userId: 'anna', messages: 2, fallbacks: 1 },
    ]);
    await store.stop();
  });

  test('documents with the same instant are each paged once, before those of Memex', async () => {
    const same = Object.fromEntries(
      Array.from({ length: 25 }, (_, index) => [`old${index}`, { ...OLD, messageId: `m${index}` }]),
    );
    const { store } = await openOld(node, {
      'message-2021-03-07': same,
      'message-x-2021-03-07': { other: OLD },
    });
    const entry = messageEntry({ project: 'wenet', timestamp: OLD.timestamp });
    await store.messages.append({ entries: [entry] });
    await refresh(node);
    const walked = await walk(node, store);
    expect([...walked].sort()).toEqual([...Object.keys(same), 'other', entry.traceId].sort());
    expect(walked.at(-1)).toBe(entry.traceId);
    await store.stop();
  });

  test('documents of the Python service share daily indices with those of Memex', async () => {
    const { store } = await openOld(node, { 'message-2021-03-07': { a: OLD } }, { granularity: 'day' });
    const entries = ['2021-03-07T08:00:00', '2021-03-07T10:00:00', '2021-03-08'].map((timestamp) =>
      messageEntry({ project: 'wenet', timestamp }),
    );
    await store.messages.append({ entries });
    await refresh(node);
    const [early, late, other] = entries.map(({ traceId }) => traceId);
    expect(await walk(node, store)).toEqual([early, 'a', late, other]);
    expect(await store.messages.dropPartition('message-2021-03-07')).toBe(true);
    expect(await walk(node, store)).toEqual([other]);
    await store.stop();
  });

  test('indices of other applications under the same pattern are neither read, erased nor dropped', async () => {
    const { prefix, store } = await openOld(node, {
      'message-2021-03-07': { a: OLD },
      'message-broker': { foreign: { ...OLD, timestamp: 'at noon' } },
    });
    expect(await walk(node, store)).toEqual(['a']);
    expect(await store.messages.find({ traceId: 'foreign', projects: 'all' })).toBeUndefined();
    expect(await store.messages.eraseUser({ userId: 'anna', projects: 'all' })).toBe(1);
    expect(await store.messages.dropPartition('message-broker')).toBe(false);
    expect((await fetch(`${node}/${prefix}message-broker/_doc/foreign`)).status).toBe(200);
    await store.stop();
  });

  test('invalid optional fields are left out, invalid documents are hidden, and both are erased', async () => {
    const { store } = await openOld(node, {
      'message-2021-03-07': {
        mended: { ...OLD, content: { type: 'text', value: 5 }, intent: { name: 'x', confidence: 'high' } },
        hidden: { userId: 'anna', project: 'wenet', timestamp: OLD.timestamp, note: 'no message' },
        undated: { userId: 'anna', project: 'wenet' },
      },
      'message-2021-03-08': { whole: { ...OLD, timestamp: '2021-03-07T11:00:00' } },
    });
    expect(await walk(node, store)).toEqual(['mended', 'whole']);
    const mended = await store.messages.find({ traceId: 'mended', projects: 'all' });
    expect(mended && readMessage(mended)).toMatchObject({
      content: null,
      intent: null,
      metadata: OLD.metadata,
    });
    expect(await store.messages.find({ traceId: 'hidden', projects: 'all' })).toBeUndefined();
    expect(await store.messages.eraseUser({ userId: 'anna', projects: ['wenet'] })).toBe(4);
    await store.stop();
  });

  test('documents are erased even if an id is too long for a term in their index', async () => {
    const userId = `${'u'.repeat(300)}-1`;
    const { store } = await openOld(node, {
      'message-2021-03-07': {
        mine: { ...OLD, userId },
        foreign: { ...OLD, userId, project: 'other' },
        another: { ...OLD, userId: `${'u'.repeat(300)}-2` },
      },
    });
    expect(await store.messages.eraseUser({ userId, projects: ['wenet'] })).toBe(1);
    expect([...(await walk(node, store, { projects: 'all' }))].sort()).toEqual(['another', 'foreign']);
    const selector = { messageId: OLD.messageId, userId, projects: 'all' } as const;
    expect(await store.messages.deleteAll(selector)).toBe(1);
    expect(await walk(node, store, { projects: 'all' })).toEqual(['another']);
    await store.stop();
  });

  test('logs of the Python service are read, and move to an index of Memex when they are replaced', async () => {
    const old = {
      logId: 'l',
      component: 'hub',
      severity: 'INFO',
      logContent: 'x',
      timestamp: '2021-03-07T10:00:00',
      project: 'wenet',
    };
    const { store } = await openOld(node, { 'logging-wenet-2021-3-7': { log: { ...old, unknown: 1 } } });
    const next = { ...logEntry({ project: 'wenet', logContent: 'y' }), traceId: 'log' };
    expect(await store.logs.replace(next, ['wenet'])).toBe(true);
    expect((await store.logs.find({ traceId: 'log', projects: 'all' }))?.json).toBe(next.json);
    await refresh(node);
    const { entries } = await store.logs.page({ projects: 'all' }, { limit: 10 });
    expect(entries).toEqual([{ traceId: 'log', json: next.json }]);
    await store.stop();
  });
});

/** Opens a store over indices that were made without its templates. */
async function openOld(
  node: string,
  indices: Readonly<Record<string, Readonly<Record<string, Document>>>>,
  options: ElasticsearchOptions = {},
) {
  const prefix = `${unique('old')}-`;
  for (const [index, documents] of Object.entries(indices)) {
    const lines = Object.entries(documents).flatMap(([id, document]) => [
      { create: { _index: prefix + index, _id: id } },
      document,
    ]);
    const response = await fetch(`${node}/_bulk?refresh=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
      body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    });
    expect(await response.json()).toMatchObject({ errors: false });
  }
  return { prefix, store: await openStore([node], { ...options, prefix }) };
}

async function walk(
  node: string,
  store: Store,
  filter: Partial<Parameters<Store['messages']['page']>[0]> = {},
): Promise<readonly string[]> {
  await refresh(node);
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const page = await store.messages.page({ projects: ['wenet'], ...filter }, { limit: 2, after });
    seen.push(...page.entries.map(({ traceId }) => traceId));
    after = page.next;
  } while (after !== undefined);
  return seen;
}
