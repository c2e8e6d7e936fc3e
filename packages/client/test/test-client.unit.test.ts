import { RejectedError } from '@memex/client';
import { testClient } from '@memex/client/testing';
import { expect, test } from 'vitest';
import { collect, RANGE, requestOf } from './support/entries.js';

test('a test client shows what was sent, and answers queries over it', async () => {
  await using memex = testClient();
  memex.request(requestOf(2));
  memex.request(requestOf(1));
  memex.log({ component: 'hub', severity: 'INFO', logContent: 'up', timestamp: '2026-11-01' });
  await memex.flush();
  expect(memex.storedMessages()).toMatchObject([
    { type: 'request', messageId: 'm2', project: 'test' },
    { type: 'request', messageId: 'm1' },
  ]);
  expect(memex.storedLogs()).toMatchObject([{ component: 'hub' }]);
  expect(await collect(memex.messages(RANGE))).toMatchObject([{ messageId: 'm1' }, { messageId: 'm2' }]);
  expect(await collect(memex.messages({ ...RANGE, userId: 'u2' }))).toMatchObject([{ messageId: 'm2' }]);
  expect(await collect(memex.messages({ ...RANGE, text: '2 IS' }))).toMatchObject([{ messageId: 'm2' }]);
  expect(await collect(memex.messages({ ...RANGE, text: 'it', order: 'desc' }))).toMatchObject([
    { messageId: 'm2' },
    { messageId: 'm1' },
  ]);
  expect(await collect(memex.logs({ ...RANGE, component: 'other' }))).toEqual([]);
  expect(await memex.find({ messageId: 'm1', userId: 'u1' })).toMatchObject({
    messageId: 'm1',
    traceId: 'trace-2',
  });
  expect(await memex.find({ traceId: 'none' })).toBeUndefined();
  expect(await memex.deleteUser({ userId: 'u1' })).toBe(1);
  expect(memex.storedMessages()).toHaveLength(1);
});

test('a test client fails as it is told, and what passes is sent again', async () => {
  await using memex = testClient();
  memex.failNext(503);
  const sent = memex.send({ type: 'request', ...requestOf(1) });
  expect(memex.storedMessages()).toEqual([]);
  expect(await sent).toEqual(['trace-1']);
  memex.failNext(403);
  await expect(memex.send({ type: 'request', ...requestOf(2) })).rejects.toThrow(RejectedError);
  expect(await collect(memex.deadLetters())).toHaveLength(1);
});
