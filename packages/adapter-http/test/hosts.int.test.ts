import { expect, test } from 'vitest';
import { startService } from './support/service.js';

const HOSTS = ['127.0.0.1', 'localhost', '::1', 'Memex.Internal'];

test.each([
  'localhost',
  'localhost:8080',
  'LOCALHOST',
  '127.0.0.1:1',
  '[::1]',
  '[::1]:8080',
  'memex.internal:80',
])('a call to a known host is served: %s', async (host) => {
  const service = await startService({ hosts: HOSTS });
  expect((await service.call('GET', '/ready', { headers: { host } })).status).toBe(200);
});

test.each([
  'evil.example',
  'evil.example:8080',
  'localhost.evil.example',
  '127.0.0.2',
  '[::2]',
  'localhost:8080:1',
])('a call to any other host is refused, whatever it calls: %j', async (host) => {
  const service = await startService({ hosts: HOSTS });
  for (const [method, target] of [
    ['GET', '/health'],
    ['DELETE', '/messages?userId=u'],
    ['GET', '/documentation/ui'],
  ] as const) {
    const { status, body } = await service.call(method, target, { headers: { host } });
    expect(status).toBe(421);
    expect(body).toMatchObject({ code: 421, status: expect.stringMatching(/^Malformed request: /) });
  }
});

test('all host names are accepted if none is configured', async () => {
  const service = await startService();
  expect((await service.call('GET', '/health', { headers: { host: 'any.example' } })).status).toBe(200);
});
