import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { message, RANGE } from './support/samples.js';
import { type Service, startService } from './support/service.js';

async function withMessages(): Promise<Service> {
  const service = await startService();
  await service.memex.untrusted.messages.append(Array.from({ length: 50 }, () => message()));
  return service;
}

describe('compression', () => {
  test.each([
    ['gzip', gunzipSync],
    ['deflate', inflateSync],
    ['br', brotliDecompressSync],
  ])('%s for those who ask', async (encoding, inflate) => {
    const service = await withMessages();
    const plain = await service.call('GET', `/messages?${RANGE}`);
    const answer = await service.call('GET', `/messages?${RANGE}`, {
      headers: { 'accept-encoding': encoding },
    });
    expect(answer.headers['content-encoding']).toBe(encoding);
    expect(answer.headers.vary).toContain('Accept-Encoding');
    expect(answer.bytes.length).toBeLessThan(plain.bytes.length / 5);
    expect(inflate(answer.bytes).equals(plain.bytes)).toBe(true);
  });

  test.each([undefined, 'identity', 'zstd-unknown', 'gzip;q=0, br;q=0'])(
    'is not used for %s',
    async (accepted) => {
      const service = await withMessages();
      const headers = accepted === undefined ? {} : { 'accept-encoding': accepted };
      const answer = await service.call('GET', `/messages?${RANGE}`, { headers });
      expect(answer.status).toBe(200);
      expect(answer.headers['content-encoding']).toBeUndefined();
      expect(answer.headers.vary).toContain('Accept-Encoding');
    },
  );

  test('is not used for small responses', async () => {
    const service = await startService();
    const { headers } = await service.call('GET', '/health', { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBeUndefined();
  });
});

describe('CORS', () => {
  const origin = 'https://app.example.org';
  const preflight = {
    origin,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'content-type',
  };

  test('is off unless configured', async () => {
    const service = await startService();
    for (const method of ['GET', 'OPTIONS']) {
      const { headers } = await service.call(method, '/health', { headers: preflight });
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });

  test('allows only the configured origins', async () => {
    const service = await startService({ cors: [origin] });
    const allowed = await service.call('OPTIONS', '/messages', { headers: preflight });
    expect(allowed).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'GET,HEAD,POST,PUT,DELETE',
        'access-control-allow-headers': 'content-type',
        vary: 'Origin',
      },
    });
    const other = await service.call('OPTIONS', '/messages', {
      headers: { ...preflight, origin: 'https://evil.example' },
    });
    expect(other.headers['access-control-allow-origin']).toBeUndefined();
  });

  test('lets web pages read errors, and the headers for the next page', async () => {
    const service = await startService({ cors: [origin] });
    const { status, headers } = await service.call('GET', '/messages', { headers: { origin } });
    expect(status).toBe(400);
    expect(headers['access-control-allow-origin']).toBe(origin);
    for (const name of ['X-Next-Cursor', 'ETag'])
      expect(headers['access-control-expose-headers']).toContain(name);
  });

  test('allows every origin for a star', async () => {
    const service = await startService({ cors: ['*'] });
    const { headers } = await service.call('GET', '/health', { headers: { origin } });
    expect(headers['access-control-allow-origin']).toBe('*');
  });
});
