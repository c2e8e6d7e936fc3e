import { type ApiKey, parseApiKeys } from '@memex/adapter-http';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Sent } from './support/client.js';
import { descriptor, log, message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const EXPORTS = ['ndjson', 'csv', 'parquet'];

const KEYS: readonly ApiKey[] = parseApiKeys(
  'root:admin,all,bound:app,bound-admin:app:admin,reader:read,bound-reader:app:read',
);
/** Of all projects, and of the one that the calls below are about. */
const READERS = ['reader', 'bound-reader'];
const REFUSALS = {
  write: 'Forbidden: this API key may only read',
  admin: 'Forbidden: this call needs the API key of an admin',
};
const VERSION = expect.stringMatching(/^\d+\.\d+\.\d+/);
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

/** Every operation that needs a key, and what that key must be allowed. */
const PROTECTED = [
  ['write', 'POST', '/messages', [message()]],
  ['read', 'GET', `/messages?${RANGE}`, undefined],
  ['write', 'DELETE', '/messages?userId=u1', undefined],
  ['read', 'GET', '/message?traceId=x', undefined],
  ['write', 'DELETE', '/message?traceId=x', undefined],
  ['read', 'GET', '/projects', undefined],
  ['read', 'GET', `/conversations?${RANGE}`, undefined],
  ['write', 'POST', '/logs', [log()]],
  ['read', 'GET', `/logs?${RANGE}`, undefined],
  ['read', 'GET', '/log?id=x', undefined],
  ['write', 'PUT', '/log?id=x', log()],
  ['write', 'DELETE', '/log?id=x', undefined],
  ['read', 'GET', '/performance/message/x', undefined],
  ['read', 'GET', '/performance/conversation/x', undefined],
  ['admin', 'DELETE', '/performance/index/message-2026-03', undefined],
  ['write', 'POST', '/analytic', descriptor()],
  ['read', 'GET', '/analytic?id=x', undefined],
  ['write', 'DELETE', '/analytic?id=x', undefined],
  ['read', 'GET', '/analytics', undefined],
  ['write', 'POST', '/analytic/compute', undefined],
  ['read', 'GET', '/live?project=app', undefined],
  ['read', 'GET', '/export/messages', undefined],
  ['read', 'GET', '/export/user?userId=anna', undefined],
  ['read', 'GET', '/export/logs', undefined],
  ['read', 'GET', '/export/analytics', undefined],
  ['read', 'POST', '/analytics/query', [descriptor()]],
  ['read', 'GET', '/retention', undefined],
  ['admin', 'PUT', '/retention?project=app', { period: '90d' }],
  ['admin', 'DELETE', '/retention?project=app', undefined],
  ['write', 'GET', '/receipts', undefined],
  ['admin', 'GET', '/status', undefined],
  ['admin', 'GET', '/jobs/dead', undefined],
  ['admin', 'POST', '/jobs/retry', undefined],
  ['admin', 'DELETE', '/job?id=x', undefined],
  ['read', 'GET', '/metrics', undefined],
  ['read', 'GET', '/session', undefined],
] as const;

test('the document tells of every operation what a key must be allowed', () => {
  const { document } = service.contract;
  const described = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { security }]) => {
      const [needed = 'open'] = security.flatMap(({ apiKey = [] }) => apiKey);
      return `${needed} ${method.toUpperCase()} ${path}`;
    }),
  );
  const open = ['/health', '/ready', '/documentation', '/documentation/ui', '/documentation/ui/{file}'];
  const tested = PROTECTED.map(([needed, method, target]) => `${needed} ${method} ${templateOf(target)}`);
  expect(described.sort()).toEqual([...tested, ...open.map((path) => `open GET ${path}`)].sort());

  function templateOf(target: string): string {
    const [path = ''] = target.split('?');
    const pattern = (template: string) => new RegExp(`^${template.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return Object.keys(document.paths).find((template) => pattern(template).test(path)) ?? path;
  }
});

describe.each(PROTECTED)('%s: %s %s', (needed, method, target, body) => {
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

  test.each(READERS)('is only for reading where the key is %s', async (key) => {
    const answer = await service.call(method, target, { body, ...as(key) });
    if (needed === 'read') expect([200, 404]).toContain(answer.status);
    else expect(answer).toMatchObject({ status: 403, body: { status: REFUSALS[needed], code: 403 } });
  });
});

test.each(['/health', '/ready', '/documentation', '/documentation/ui', '/documentation/ui/start.js'])(
  '%s takes no key',
  async (path) => {
    expect((await service.call('GET', path)).status).toBe(200);
  },
);

test.each([
  ['root', { access: 'admin', projects: 'all' }],
  ['all', { access: 'write', projects: 'all' }],
  ['bound', { access: 'write', projects: ['app'] }],
  ['bound-admin', { access: 'write', projects: ['app'] }],
  ['reader', { access: 'read', projects: 'all' }],
  ['bound-reader', { access: 'read', projects: ['app'] }],
])('/session tells %s what it may do', async (key, grant) => {
  const { body } = await service.call('GET', '/session', as(key));
  const facts = { timeZone: 'UTC', version: VERSION, analytics: true, exports: EXPORTS };
  expect(body).toEqual({ keys: true, ...grant, ...facts });
});

test('without configured keys /session tells that everybody may write', async () => {
  const open = await startService({ timeZone: 'Europe/Rome' });
  expect((await open.call('GET', '/session')).body).toEqual({
    keys: false,
    projects: 'all',
    access: 'write',
    timeZone: 'Europe/Rome',
    version: VERSION,
    analytics: true,
    exports: EXPORTS,
  });
});

test('a key that only reads deletes nothing, and sees what is there', async () => {
  await service.call('POST', '/messages', { body: [message()], ...as('bound') });
  expect((await service.call('DELETE', '/messages?userId=u1', as('bound-reader'))).status).toBe(403);
  expect((await service.call('GET', `/messages?${RANGE}`, as('bound-reader'))).body).toHaveLength(1);
  const other = RANGE.replace('project=app', 'project=other');
  expect((await service.call('GET', `/messages?${other}`, as('bound-reader'))).status).toBe(403);
});

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
