import { beforeEach, expect, test } from 'vitest';
import { nextTarget } from './support/client.js';
import { message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const ADMIN = { 'x-wenet-component-apikey': 'root' };

let service: Service;

beforeEach(async () => {
  service = await startService();
});

test('get one message by its trace id', async () => {
  const [traceId] = await service.memex.untrusted.messages.append([message()]);
  const { status, body } = await service.call('GET', `/performance/message/${traceId}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ messageId: 'm1', traceId });
  expect((await service.call('GET', '/performance/message/none')).status).toBe(404);
});

test('a path parameter is rejected in the query', async () => {
  const [first, second] = await service.memex.untrusted.messages.append([
    message(),
    message({ messageId: 'm2' }),
  ]);
  const { status, body } = await service.call('GET', `/performance/message/${first}?traceId=${second}`);
  expect(status).toBe(400);
  expect(body).toMatchObject({
    errors: [{ path: 'traceId', message: 'is not a known parameter; there are none' }],
  });
});

test('list the messages of a conversation, oldest first, with trace ids, page by page', async () => {
  const conversationId = 'a/b ?>é';
  const path = `/performance/conversation/${encodeURIComponent(conversationId)}`;
  const [late, early] = await service.memex.untrusted.messages.append([
    message({ conversationId }),
    message({ conversationId, timestamp: '2026-02-01', project: 'other' }),
    message(),
  ]);
  expect((await service.call('GET', path)).body).toMatchObject([{ traceId: early }, { traceId: late }]);
  expect((await service.call('GET', `${path}?project=app`)).body).toMatchObject([{ traceId: late }]);
  const first = `${path}?maxSize=1`;
  const next = nextTarget(first, await service.call('GET', first));
  expect((await service.call('GET', next ?? '')).body).toMatchObject([{ traceId: late }]);
});

test('an unknown conversation is empty', async () => {
  const { status, text } = await service.call('GET', '/performance/conversation/none');
  expect(status).toBe(200);
  expect(text).toBe('[]');
});

test.each(['/performance/message/%ZZ', '/performance/conversation/%E0%A4', '/nowhere/%'])(
  'the path %s cannot be read',
  async (path) => {
    const { status, body } = await service.call('GET', path);
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: expect.stringMatching(/^Malformed request: the path /) });
  },
);

test('an admin can drop an index by its exact name', async () => {
  const guarded = await startService({ apiKeys: [{ key: 'root', access: 'admin', projects: 'all' }] });
  const [traceId] = await guarded.memex.untrusted.messages.append([message()]);
  for (const name of [
    'message-2026-04',
    'message-*',
    '*',
    '_all',
    'message-2026-03%2C',
    'message',
    '%2E%2E',
  ]) {
    expect((await guarded.call('DELETE', `/performance/index/${name}`, { headers: ADMIN })).status).toBe(404);
  }
  expect((await guarded.memex.untrusted.messages.find({ traceId })).traceId).toBe(traceId);
  const { status, body } = await guarded.call('DELETE', '/performance/index/message-2026-03', {
    headers: ADMIN,
  });
  expect(status).toBe(200);
  expect(body).toEqual({ status: 'Ok: index deleted', code: 200 });
  expect((await guarded.call('GET', `/message?traceId=${traceId}`, { headers: ADMIN })).status).toBe(404);
});

test('no index can be dropped if no API keys are configured', async () => {
  await service.memex.untrusted.messages.append([message()]);
  const { status } = await service.call('DELETE', '/performance/index/message-2026-03', { headers: ADMIN });
  expect(status).toBe(403);
});
