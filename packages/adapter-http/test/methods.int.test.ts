import { beforeEach, describe, expect, test } from 'vitest';
import { message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const ALLOW = {
  '/messages': 'POST, GET, HEAD, DELETE, OPTIONS',
  '/message': 'GET, HEAD, DELETE, OPTIONS',
  '/logs': 'POST, GET, HEAD, OPTIONS',
  '/retention': 'GET, HEAD, PUT, DELETE, OPTIONS',
  '/log': 'GET, HEAD, PUT, DELETE, OPTIONS',
  '/performance/message/x': 'GET, HEAD, OPTIONS',
  '/performance/conversation/x': 'GET, HEAD, OPTIONS',
  '/performance/index/x': 'DELETE, OPTIONS',
  '/health': 'GET, HEAD, OPTIONS',
  '/ready': 'GET, HEAD, OPTIONS',
  '/live': 'GET, HEAD, OPTIONS',
  '/export/messages': 'GET, HEAD, OPTIONS',
  '/export/user': 'GET, HEAD, OPTIONS',
  '/export/logs': 'GET, HEAD, OPTIONS',
  '/export/analytics': 'GET, HEAD, OPTIONS',
  '/status': 'GET, HEAD, OPTIONS',
  '/jobs/dead': 'GET, HEAD, OPTIONS',
  '/jobs/retry': 'POST, OPTIONS',
  '/job': 'DELETE, OPTIONS',
  '/session': 'GET, HEAD, OPTIONS',
  '/metrics': 'GET, HEAD, OPTIONS',
  '/documentation': 'GET, HEAD, OPTIONS',
  '/documentation/ui': 'GET, HEAD, OPTIONS',
};

let service: Service;

beforeEach(async () => {
  service = await startService();
});

describe.each(Object.entries(ALLOW))('%s', (path, allow) => {
  test('OPTIONS returns the methods', async () => {
    const { status, headers, bytes } = await service.call('OPTIONS', path);
    expect(status).toBe(204);
    expect(headers.allow).toBe(allow);
    expect(bytes).toHaveLength(0);
  });

  test('another method is not allowed', async () => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'PROPFIND', 'TRACE']) {
      if (allow.split(', ').includes(method)) continue;
      const { status, headers, body } = await service.call(method, path);
      expect(status).toBe(405);
      expect(headers.allow).toBe(allow);
      const form = { status: `Method not allowed: this path allows ${allow}`, code: 405 };
      expect(body).toEqual(method === 'HEAD' ? undefined : form);
    }
  });
});

test('HEAD returns what GET does, without the body', async () => {
  const [traceId] = await service.memex.untrusted.messages.append([message()]);
  for (const target of [
    `/messages?${RANGE}`,
    `/message?traceId=${traceId}`,
    '/health',
    '/ready',
    '/session',
    '/documentation/ui',
  ]) {
    const get = await service.call('GET', target);
    const head = await service.call('HEAD', target);
    expect(head.status).toBe(200);
    expect(head.bytes).toHaveLength(0);
    expect(head.headers['content-type']).toBe(get.headers['content-type']);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  }
});

test.each([
  '/',
  '/nope',
  '/messages/',
  '/Messages',
  '/health/x',
  '/performance/message/',
  '//messages',
  '/message%73',
])('nothing is at %s', async (path) => {
  for (const method of ['GET', 'POST', 'OPTIONS']) {
    const { status, body } = await service.call(method, path);
    expect(status).toBe(404);
    expect(body).toEqual({ status: 'Not found: there is nothing at this path', code: 404 });
  }
});

test('a URL of more than 8,192 characters is too long', async () => {
  const conversation = '/performance/conversation/';
  const { status, body } = await service.call('GET', `${conversation}${'%20'.repeat(2_725)}`);
  expect(status).toBe(414);
  expect(body).toMatchObject({ status: expect.stringMatching(/^Too large: /), code: 414 });
  const emoji = encodeURIComponent('🙂'.repeat(500));
  expect((await service.call('GET', `${conversation}${emoji}`)).status).toBe(200);
});
