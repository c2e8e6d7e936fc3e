import { type ApiKey, parseApiKeys } from '@memex/adapter-http';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Sent } from './support/client.js';
import { descriptor, log, message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const KEYS: readonly ApiKey[] = parseApiKeys('root:admin,all,bound:app,bound-admin:app:admin');
const as = (key: string): Sent => ({ headers: { 'x-wenet-component-apikey': key } });

let service: Service;
let foreign: { readonly message: string; readonly log: string; readonly analytic: string };

beforeEach(async () => {
  service = await startService({ apiKeys: KEYS });
  const [storedMessage = ''] = await service.memex.untrusted.messages.append([message({ project: 'other' })]);
  const [storedLog = ''] = await service.memex.untrusted.logs.append([log({ project: 'other' })]);
  const analytic = await service.analytics.define(descriptor({ project: 'other' }));
  foreign = { message: storedMessage, log: storedLog, analytic };
});

const PROTECTED = [
  ['POST', '/messages', [message()]],
  ['GET', `/messages?${RANGE}`, undefined],
  ['DELETE', '/messages?userId=u1', undefined],
  ['GET', '/message?traceId=x', undefined],
  ['DELETE', '/message?traceId=x', undefined],
  ['GET', '/projects', undefined],
  ['GET', `/conversations?${RANGE}`, undefined],
  ['POST', '/logs', [log()]],
  ['GET', `/logs?${RANGE}`, undefined],
  ['GET', '/log?id=x', undefined],
  ['PUT', '/log?id=x', log()],
  ['DELETE', '/log?id=x', undefined],
  ['GET', '/performance/message/x', undefined],
  ['GET', '/performance/conversation/x', undefined],
  ['DELETE', '/performance/index/message-2026-03', undefined],
  ['POST', '/analytic', descriptor()],
  ['GET', '/analytic?id=x', undefined],
  ['DELETE', '/analytic?id=x', undefined],
  ['GET', '/analytics', undefined],
  ['POST', '/analytic/compute', undefined],
  ['POST', '/analytics/query', [descriptor()]],
  ['GET', '/metrics', undefined],
] as const;

test('every operation is either protected or open', () => {
  const described = Object.entries(service.contract.document.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const open = ['/health', '/ready', '/documentation', '/documentation/ui', '/documentation/ui/{file}'];
  expect(described).toHaveLength(PROTECTED.length + open.length);
  expect(described).toEqual(expect.arrayContaining(open.map((path) => `GET ${path}`)));
});

describe.each(PROTECTED)('%s %s', (method, target, body) => {
  test('requires a key', async () => {
    for (const headers of [
      {},
      { 'x-wenet-component-apikey': 'wrong' },
      { 'x-wenet-component-apikey': '' },
      { authorization: 'Bearer wrong' },
      { authorization: 'Basic cm9vdA==' },
      { authorization: 'root' },
    ]) {
      const answer = await service.call(method, target, { body, headers });
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': expect.any(String) } });
      expect(answer.body).toEqual({ status: 'Unauthorized: a valid API key is required', code: 401 });
    }
  });

  test('accepts a key in either header', async () => {
    const own = await service.call(method, target, { body, ...as('root') });
    const bearer = await service.call(method, target, { body, headers: { authorization: 'Bearer root' } });
    expect([200, 201, 404]).toContain(own.status);
    expect([200, 201, 404]).toContain(bearer.status);
  });
});

test.each(['/health', '/ready', '/documentation', '/documentation/ui', '/documentation/ui/start.js'])(
  '%s takes no key',
  async (path) => {
    expect((await service.call('GET', path)).status).toBe(200);
  },
);

test('OPTIONS requires no key', async () => {
  expect((await service.call('OPTIONS', '/messages')).status).toBe(204);
});

describe('a key that is limited to a project', () => {
  const bound = as('bound');

  test.each([
    ['POST', '/messages', [message({ project: 'other' })]],
    ['POST', '/messages?partial=true', [message({ project: 'other' })]],
    ['GET', '/messages?project=other&fromTime=2026-01-01&toTime=2026-12-31', undefined],
    ['GET', '/conversations?project=other&fromTime=2026-01-01&toTime=2026-12-31', undefined],
    ['DELETE', '/messages?userId=u1&project=other', undefined],
    ['GET', '/message?messageId=m1&userId=u1&project=other', undefined],
    ['DELETE', '/message?messageId=m1&userId=u1&project=other', undefined],
    ['GET', '/performance/conversation/c1?project=other', undefined],
    ['POST', '/logs', [log({ project: 'other' })]],
    ['GET', '/logs?project=other&fromTime=2026-01-01&toTime=2026-12-31', undefined],
    ['PUT', '/log?id=x', log({ project: 'other' })],
    ['POST', '/analytic', descriptor({ project: 'other' })],
    ['POST', '/analytics/query', [descriptor(), descriptor({ project: 'other' })]],
    ['GET', '/analytics?project=other', undefined],
    ['DELETE', '/performance/index/message-2026-03', undefined],
  ])('may not %s %s', async (method, target, body) => {
    const { status, body: answer } = await service.call(method, target, { body, ...bound });
    expect(status).toBe(403);
    expect(answer).toMatchObject({ status: expect.stringMatching(/^Forbidden: /), code: 403 });
  });

  test('can neither see nor change data of another project', async () => {
    const missing = [
      ['GET', `/message?traceId=${foreign.message}`, undefined],
      ['GET', '/message?messageId=m1&userId=u1', undefined],
      ['GET', `/performance/message/${foreign.message}`, undefined],
      ['GET', `/log?id=${foreign.log}`, undefined],
      ['PUT', `/log?id=${foreign.log}`, log()],
      ['DELETE', `/log?id=${foreign.log}`, undefined],
      ['GET', `/analytic?id=${foreign.analytic}`, undefined],
      ['POST', `/analytic/compute?id=${foreign.analytic}`, undefined],
    ] as const;
    for (const [method, target, body] of missing) {
      expect((await service.call(method, target, { body, ...bound })).status).toBe(404);
    }
    expect((await service.call('GET', '/performance/conversation/c1', bound)).text).toBe('[]');
    expect((await service.call('DELETE', '/messages?userId=u1', bound)).body).toMatchObject({ deleted: 0 });
    await service.call('DELETE', `/message?traceId=${foreign.message}`, bound);
    await service.call('DELETE', '/message?messageId=m1&userId=u1', bound);
    expect((await service.call('GET', `/message?traceId=${foreign.message}`, as('all'))).status).toBe(200);
    expect((await service.call('GET', `/log?id=${foreign.log}`, as('all'))).status).toBe(200);
  });

  test('can neither see, delete nor compute an analytic of another project', async () => {
    const own = await service.analytics.define(descriptor());
    const listed = await service.call('GET', '/analytics', bound);
    expect(listed.body).toMatchObject([{ id: own }]);
    expect((await service.call('DELETE', `/analytic?id=${foreign.analytic}`, bound)).status).toBe(200);
    expect((await service.call('GET', `/analytic?id=${foreign.analytic}`, as('all'))).status).toBe(200);
    expect((await service.call('POST', '/analytic/compute', bound)).status).toBe(200);
    expect(await service.queue.depth()).toMatchObject({ waiting: 1 });
    expect((await service.call('POST', '/analytic/compute', as('all'))).status).toBe(200);
    expect(await service.queue.depth()).toMatchObject({ waiting: 2 });
  });

  test('can do everything in its own project', async () => {
    expect((await service.call('POST', '/messages', { body: [message()], ...bound })).status).toBe(201);
    expect((await service.call('GET', `/messages?${RANGE}`, bound)).body).toHaveLength(1);
    expect((await service.call('DELETE', '/messages?userId=u1', bound)).body).toMatchObject({ deleted: 1 });
  });
});

test('idempotency keys of different callers are independent', async () => {
  const send = (key: string, userId: string): Promise<{ readonly status: number }> =>
    service.call('POST', '/messages', {
      body: [message({ userId })],
      headers: { 'idempotency-key': 'same', 'x-wenet-component-apikey': key },
    });
  expect((await send('bound', 'u1')).status).toBe(201);
  expect((await send('all', 'u2')).status).toBe(201);
  expect((await send('bound', 'u2')).status).toBe(422);
});

test.each(['all', 'bound', 'bound-admin'])(
  '%s may not drop an index: that takes an admin of every project',
  async (key) => {
    const { status } = await service.call('DELETE', '/performance/index/message-2026-03', as(key));
    expect(status).toBe(403);
  },
);

test('with an empty list of keys, every call is rejected', async () => {
  const closed = await startService({ apiKeys: [] });
  expect((await closed.call('GET', '/message?traceId=x', as('root'))).status).toBe(401);
});
