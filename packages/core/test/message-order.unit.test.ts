import { createMemex } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { expect, test } from 'vitest';
import { request } from './samples.js';

test('the newest come first where that is asked for, and a cursor holds for one order only', async () => {
  const memex = createMemex({ store: createMemoryStore() });
  await memex.start();
  await memex.untrusted.messages.append([
    request(),
    request({ messageId: 'm2' }),
    request({ messageId: 'm3' }),
  ]);
  const range = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };
  const newest = { ...range, order: 'desc' } as const;

  const ids: string[] = [];
  for await (const { messageId } of memex.messages.all({ ...newest, maxSize: 2 })) ids.push(messageId);
  expect(ids).toEqual(['m3', 'm2', request().messageId]);

  const { cursor } = await memex.messages.page({ ...newest, maxSize: 2 });
  expect((await memex.messages.page({ ...newest, cursor })).entries).toHaveLength(1);
  await expect(memex.messages.page({ ...range, cursor })).rejects.toMatchObject({
    code: 'malformed',
    issues: [{ path: 'cursor' }],
  });
  await expect(memex.untrusted.messages.page({ ...range, order: 'down' })).rejects.toMatchObject({
    issues: [{ path: 'order', message: 'must be one of asc, desc' }],
  });
});
