import { parseApiKeys } from '@memex/adapter-http';
import { UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { Probe } from '@memex/core/ports';
import { withFaults } from '@memex/core/testing';
import { describe, expect, test, vi } from 'vitest';
import { message, RANGE } from './support/samples.js';
import { startService } from './support/service.js';

const REASON = 'connect ECONNREFUSED 10.0.0.5:9200, /var/lib/memex-data/memex.db';
const DOWN = new UnavailableError('Elasticsearch', { reason: REASON, retryAfterSeconds: 2.5 });
const ADMIN = { headers: { 'x-wenet-component-apikey': 'root' } };
const KEYS = parseApiKeys('root:admin,other,bound:app:admin');

describe('/health and /ready', () => {
  test('both succeed while the store is up', async () => {
    const service = await startService({ apiKeys: KEYS });
    expect(await service.call('GET', '/health')).toMatchObject({
      status: 200,
      body: { status: 'Ok: alive', code: 200 },
    });
    expect((await service.call('GET', '/ready')).body).toEqual({
      status: 'Ok: ready',
      code: 200,
      parts: { store: { state: 'up' } },
    });
    expect((await service.call('GET', '/ready', ADMIN)).body).toEqual({
      status: 'Ok: ready',
      code: 200,
      parts: { store: { state: 'up', name: 'memory', version: '1' } },
    });
  });

  test('while the store is down, the service is alive but not ready, and recovers by itself', async () => {
    const store = withFaults(createMemoryStore(), {
      method: 'probe',
      times: 1,
      fault: { kind: 'fail', error: DOWN },
    });
    const service = await startService({ store });
    expect((await service.call('GET', '/health')).status).toBe(200);
    const down = await service.call('GET', '/ready');
    expect(down).toMatchObject({
      status: 503,
      headers: { 'retry-after': '1' },
      body: {
        status: 'Unavailable: store cannot serve now',
        code: 503,
        parts: { store: { state: 'down' } },
      },
    });
    expect(service.told).toEqual([`store: UnavailableError: ${DOWN.message}`]);
    await expect.poll(async () => (await service.call('GET', '/ready')).status).toBe(200);
  });

  test('every part is probed, and one that does not respond is down', async () => {
    const silent: Probe = { probe: () => new Promise(() => {}) };
    const broken: Probe = { probe: async () => Promise.reject(new Error('password hunter2 is wrong')) };
    const service = await startService({ probes: { silent, broken } });
    const { status, body, text } = await service.call('GET', '/ready');
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'Unavailable: silent, broken cannot serve now',
      parts: { store: { state: 'up' }, silent: { state: 'down' }, broken: { state: 'down' } },
    });
    expect(text).not.toContain('hunter2');
  });

  test.each([
    ['without a key', undefined],
    ['with a wrong key', 'wrong'],
    ['with a key that is no admin', 'other'],
    ['with the key of an admin of one project', 'bound'],
  ])('%s /ready tells which parts are down and nothing else', async (_name, key) => {
    const store = withFaults(createMemoryStore(), {
      method: 'probe',
      fault: { kind: 'fail', error: DOWN },
    });
    const service = await startService({ store, apiKeys: KEYS });
    const headers = key === undefined ? {} : { 'x-wenet-component-apikey': key };
    expect((await service.call('GET', '/ready', { headers })).body).toEqual({
      status: 'Unavailable: store cannot serve now',
      code: 503,
      parts: { store: { state: 'down' } },
    });
    expect((await service.call('GET', '/ready', ADMIN)).body).toMatchObject({
      parts: { store: { state: 'down', reason: DOWN.message } },
    });
  });

  test('frequent checks do not burden the store', async () => {
    let asked = 0;
    const counted: Probe = {
      probe: async () => {
        asked++;
        return { name: 'part', version: '1', location: 'here' };
      },
    };
    const service = await startService({ probes: { counted } });
    await Promise.all(Array.from({ length: 20 }, () => service.call('GET', '/ready')));
    expect(asked).toBe(1);
  });
});

describe('failures', () => {
  test('a store that is down is 503 with Retry-After, and not an internal error', async () => {
    const store = createMemoryStore();
    const messages = withFaults(store.messages, { fault: { kind: 'fail', error: DOWN } });
    const service = await startService({ store: { ...store, messages } });
    const { status, headers, body } = await service.call('POST', '/messages', { body: [message()] });
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('3');
    expect(body).toEqual({ status: 'Unavailable: the store cannot serve now', code: 503 });
    expect(service.errors).toEqual([]);
    expect(service.told).toEqual([`${headers['x-request-id']}: ${DOWN.message}`]);
  });

  test('a client gets only the public reason of an error', async () => {
    const store = createMemoryStore();
    const error = new UnavailableError('Elasticsearch', {
      reason: REASON,
      publicReason: 'the index message-2026-03 cannot be searched',
    });
    const messages = withFaults(store.messages, { fault: { kind: 'fail', error } });
    const service = await startService({ store: { ...store, messages } });
    expect((await service.call('DELETE', '/messages?userId=u1')).body).toEqual({
      status: 'Unavailable: the store cannot serve now: the index message-2026-03 cannot be searched',
      code: 503,
    });
  });

  test('an internal error shows only the request id, and is reported once', async () => {
    const error = new Error('SELECT secret FROM messages');
    const store = createMemoryStore();
    const messages = withFaults(store.messages, { fault: { kind: 'fail', error } });
    const service = await startService({ store: { ...store, messages } });
    const answer = await service.call('GET', `/messages?${RANGE}`, { headers: { 'x-request-id': 'r-1' } });
    expect(answer.status).toBe(500);
    expect(answer.body).toEqual({
      status: 'Internal server error: the error is logged under the request id r-1',
      code: 500,
    });
    expect(service.errors).toEqual([error]);
  });
});

describe('X-Request-Id', () => {
  test('is echoed', async () => {
    const service = await startService();
    const { headers } = await service.call('GET', '/nope', { headers: { 'x-request-id': 'a-1' } });
    expect(headers['x-request-id']).toBe('a-1');
  });

  test.each(['', 'two words', 'x'.repeat(129), 'é'])('is generated if the header is %j', async (id) => {
    const service = await startService();
    const { headers } = await service.call('GET', '/health', { headers: { 'x-request-id': id } });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});

test('every response has nosniff', async () => {
  const service = await startService();
  for (const target of ['/health', '/nope', '/messages', '/documentation/ui', '/metrics']) {
    expect((await service.call('GET', target)).headers['x-content-type-options']).toBe('nosniff');
  }
});

describe('the hook for requests', () => {
  test('is called for each request, without its content', async () => {
    const service = await startService();
    await service.call('GET', '/performance/message/secret', { headers: { 'x-request-id': 'r-1' } });
    await service.call('PATCH', '/secret?x=secret', { body: 'secret' });
    expect(service.records.slice(-2)).toEqual([
      {
        requestId: 'r-1',
        method: 'GET',
        route: '/performance/message/{traceId}',
        status: 404,
        milliseconds: expect.any(Number),
        bytes: expect.any(Number),
      },
      expect.objectContaining({ method: 'PATCH', route: 'unknown', status: 404 }),
    ]);
    expect(JSON.stringify(service.records)).not.toContain('secret');
  });
});

describe('/metrics', () => {
  test('counts requests, store calls, batches and the delay of the event loop', async () => {
    const service = await startService();
    await service.call('POST', '/messages', { body: [message(), message()] });
    await service.call('GET', '/performance/message/one');
    await service.call('GET', '/performance/message/two');
    await service.call('GET', '/some/secret');
    const { headers, text } = await service.call('GET', '/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(text.split('\n')).toEqual(
      expect.arrayContaining([
        'memex_http_requests_total{route="/messages",method="POST",status="201"} 1',
        'memex_http_requests_total{route="/performance/message/{traceId}",method="GET",status="404"} 2',
        'memex_http_requests_total{route="unknown",method="GET",status="404"} 1',
        'memex_http_request_duration_seconds_count{route="/messages",method="POST",status="201"} 1',
        'memex_entries_stored_total{kind="messages"} 2',
        'memex_batch_entries_bucket{le="2",kind="messages"} 1',
        'memex_store_call_duration_seconds_count{call="messages.append",outcome="ok"} 1',
        'memex_store_call_duration_seconds_count{call="messages.find",outcome="ok"} 2',
        expect.stringMatching(/^memex_event_loop_delay_seconds_count \d+$/),
      ]),
    );
    expect(text).not.toContain('secret');
  });

  test('keeps the delays of the event loop, however often it is read', async () => {
    const service = await startService();
    const read = async (): Promise<{ readonly late: number; readonly all: number }> => {
      const { text } = await service.call('GET', '/metrics');
      const all = sampleOf(text, 'memex_event_loop_delay_seconds_count');
      return { late: all - sampleOf(text, 'memex_event_loop_delay_seconds_bucket{le="0.1"}'), all };
    };
    const before = await read();
    block(200);
    await vi.waitFor(async () => expect((await read()).late).toBeGreaterThan(before.late));
    const after = await read();
    await vi.waitFor(async () => expect((await read()).all).toBeGreaterThan(after.all));
    expect((await read()).late).toBeGreaterThanOrEqual(after.late);
  });

  test('counts failed calls to the store by error', async () => {
    const store = createMemoryStore();
    const messages = withFaults(store.messages, { fault: { kind: 'fail', error: DOWN } });
    const service = await startService({ store: { ...store, messages } });
    await service.call('POST', '/messages', { body: [message()] });
    const { text } = await service.call('GET', '/metrics');
    expect(text).toContain(
      'memex_store_call_duration_seconds_count{call="messages.append",outcome="unavailable"} 1',
    );
    expect(text).not.toContain('memex_entries_stored_total{');
  });
});

function sampleOf(metrics: string, name: string): number {
  const line = metrics.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length));
}

/** Keeps the event loop from all else. */
function block(millis: number): void {
  const end = performance.now() + millis;
  while (performance.now() < end);
}
