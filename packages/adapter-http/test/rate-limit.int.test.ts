import { parseApiKeys } from '@memex/adapter-http';
import { describe, expect, test, vi } from 'vitest';
import { message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const headersOf = (key: string) => ({ 'x-wenet-component-apikey': key });
const BUSY = parseApiKeys('busy,calm');
const LIST = '/messages?project=app&fromTime=2026-01-01&toTime=2026-12-31';

function store(service: Service, key: string) {
  return service.call('POST', '/messages', { headers: headersOf(key), body: [message()] });
}

function list(service: Service, key: string) {
  return service.call('GET', LIST, { headers: headersOf(key) });
}

/** Repeats a call, some at once, until one is refused. */
async function untilRefused(call: () => ReturnType<typeof store>) {
  for (;;) {
    const answers = await Promise.all(Array.from({ length: 20 }, call));
    const refused = answers.find(({ status }) => status === 429);
    if (refused !== undefined) return { refused, answers };
  }
}

describe('a limit of requests', () => {
  test('refuses what a key sends too much, until the second is over', async () => {
    const service = await startService({ apiKeys: BUSY, rate: { perSecond: 4 } });
    const { refused, answers } = await untilRefused(() => store(service, 'busy'));
    expect(answers.filter(({ status }) => status === 201).length).toBeLessThan(20);
    expect(refused.headers['retry-after']).toBe('1');
    expect(refused.body).toMatchObject({ code: 429, status: expect.stringContaining('Too many requests: ') });
    expect((await store(service, 'calm')).status).toBe(201);
    await vi.waitFor(async () => expect((await store(service, 'busy')).status).toBe(201), {
      timeout: 10_000,
    });
  });

  test('lets a key store that asks too much', async () => {
    const service = await startService({ apiKeys: BUSY, rate: { perSecond: 100 } });
    await untilRefused(() => list(service, 'busy'));
    expect((await store(service, 'busy')).status).toBe(201);
  });

  test('says nothing to the checks of an operator', async () => {
    const service = await startService({ apiKeys: BUSY, rate: { perSecond: 1 } });
    for (let count = 0; count < 20; count++) expect((await service.call('GET', '/health')).status).toBe(200);
  });
});
