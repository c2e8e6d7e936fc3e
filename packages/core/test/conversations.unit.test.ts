import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { withFaults } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { request } from './samples.js';

const RANGE = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };

async function memexWith(...messages: readonly Readonly<Record<string, unknown>>[]) {
  const store = createMemoryStore();
  const memex = createMemex({ store });
  await memex.start();
  await memex.untrusted.messages.append(messages);
  return { store, memex };
}

test('a caller who may access one project is told of no other project, and of none of its conversations', async () => {
  const { memex } = await memexWith(
    request(),
    request({ project: 'other', timestamp: '2026-03-02', userId: 'stranger' }),
  );
  const options = { projects: ['app'] };
  expect(await memex.messages.projects(options)).toMatchObject([{ project: 'app', messages: 1 }]);
  expect(await memex.messages.projects({ projects: [] })).toEqual([]);
  expect((await memex.messages.conversations(RANGE, options)).entries).toMatchObject([
    { conversationId: 'c1', userId: 'u1', messages: 1 },
  ]);
  const foreign = memex.messages.conversations({ ...RANGE, project: 'other' }, options);
  await expect(foreign).rejects.toMatchObject({ code: 'forbidden' });
});

test('a cursor of conversations belongs to its query', async () => {
  const { memex } = await memexWith(...['a', 'b', 'c'].map((conversationId) => request({ conversationId })));
  const query = { ...RANGE, maxSize: 2 };
  const { entries, cursor } = await memex.messages.conversations(query);
  expect(entries.map(({ conversationId }) => conversationId)).toEqual(['a', 'b']);
  const last = await memex.messages.conversations({ ...query, maxSize: 1_000, cursor });
  expect([last.entries.map(({ conversationId }) => conversationId), last.cursor]).toEqual([['c'], undefined]);
  for (const other of [
    { fallback: true },
    { intent: 'greeting' },
    { language: 'it' },
    { userId: 'u1' },
    { toTime: '2026-12-30' },
    { project: 'other' },
  ]) {
    const call = memex.messages.conversations({ ...query, ...other, cursor });
    await expect(call).rejects.toMatchObject({ code: 'malformed', issues: [{ path: 'cursor' }] });
  }
  const page = memex.messages.page({ ...query, cursor });
  await expect(page).rejects.toMatchObject({ code: 'malformed', issues: [{ path: 'cursor' }] });
});

test('a failure of the store is the failure of the call', async () => {
  const { store } = await memexWith();
  const error = new Error('out of order');
  for (const method of ['projects', 'conversations'] as const) {
    const messages = withFaults(store.messages, { method, times: 1, fault: { kind: 'fail', error } });
    const faulty = createMemex({ store: { ...store, messages } });
    const call = () =>
      method === 'projects' ? faulty.messages.projects() : faulty.messages.conversations(RANGE);
    await expect(call()).rejects.toBe(error);
    await expect(call()).resolves.toBeDefined();
  }
});
