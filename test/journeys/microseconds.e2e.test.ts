import { expect, test } from 'vitest';
import { type Client, createClient } from '../src/client.js';
import { createFolder } from '../src/folder.js';
import { post, traceIdsOf } from '../src/posting.js';
import { createSamples, SAMPLE_PROJECT } from '../src/samples.js';
import { startServer } from '../src/server.js';
import { walkField } from '../src/walk.js';

const EARLIER = '2026-03-01T12:00:00.000001';
const LATER = '2026-03-01T12:00:00.000002';
/** The later instant with an offset: as text it sorts first. */
const LATER_ELSEWHERE = '2026-03-01T09:00:00.000002-03:00';

test('messages a microsecond apart are told apart by ranges, order and cursors', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  const [a, b, c] = createSamples({ users: 1 })(3);
  const conversationId = 'one';
  const messages = [
    { ...a, messageId: 'later', timestamp: LATER, conversationId },
    { ...b, messageId: 'earlier', timestamp: EARLIER, conversationId },
    { ...c, messageId: 'later elsewhere', timestamp: LATER_ELSEWHERE, conversationId },
  ];
  traceIdsOf(await client.send({ method: 'POST', path: '/messages', json: messages }));

  const all = ['earlier', 'later', 'later elsewhere'];
  expect(await idsIn(client, EARLIER, LATER)).toEqual(all);
  expect(await idsIn(client, EARLIER, EARLIER)).toEqual(['earlier']);
  expect(await idsIn(client, LATER, LATER)).toEqual(['later', 'later elsewhere']);
  expect(await idsIn(client, '2026-03-01T12:00:00.000003', '2026-03-02')).toEqual([]);
  expect(await idsIn(client, '2026-03-01', '2026-03-01T12:00:00')).toEqual([]);
  // Cursors that begin between the two.
  expect(await idsIn(client, EARLIER, LATER, { maxSize: '1' })).toEqual(all);
  expect(await walkField(client, '/performance/conversation/one', { maxSize: '1' }, 'messageId')).toEqual(
    all,
  );
});

test('of messages with one id the newest by a microsecond is found', async () => {
  await using folder = await createFolder();
  await using server = await startServer({ folder: folder.path });
  await using client = createClient(server.url);
  const twins = createSamples({ users: 1 })(2).map((message, index) => ({
    ...message,
    messageId: 'twin',
    timestamp: index === 0 ? LATER : EARLIER,
  }));
  traceIdsOf(await post(client, twins));
  const newest = await client.send({ path: '/message', query: { messageId: 'twin', userId: 'user-0' } });
  expect(newest.body).toMatchObject({ timestamp: LATER });
});

function idsIn(
  client: Client,
  fromTime: string,
  toTime: string,
  more: Readonly<Record<string, string>> = {},
) {
  return walkField(client, '/messages', { project: SAMPLE_PROJECT, fromTime, toTime, ...more }, 'messageId');
}
