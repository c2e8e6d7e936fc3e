import {
  type ClientState,
  createClient,
  type DeadLetter,
  FlushTimeoutError,
  RejectedError,
} from '@memex/client';
import { describe, expect, test, vi } from 'vitest';
import { collect, eventually, RANGE, requestOf, storedIds } from './support/entries.js';
import { type GatewayFault, startService } from './support/service.js';

describe('a batch that fails', () => {
  test.each<[string, GatewayFault]>([
    ['is answered 408', { status: 408 }],
    ['is answered 429', { status: 429 }],
    ['is answered 500', { status: 500 }],
    ['is answered 503', { status: 503 }],
    ['is answered by somebody else', { status: 200, body: '<html>Please log in</html>' }],
    ['is answered with what a Memex would not say', { status: 201, body: '{"traceIds":[]}' }],
    ['is redirected', { status: 302, headers: { location: '/login' } }],
    ['meets a broken connection', { hangsUp: true }],
    ['is stored, and the answer is lost', { losesAnswer: true }],
  ])('because it %s is sent again with its key, and stored once', async (_, fault) => {
    const service = await startService();
    service.faults = [{ ...fault, times: 2 }];
    await using client = createClient({ url: service.url, project: 'app' });
    client.request(requestOf(1));
    client.request(requestOf(2));
    await client.flush();
    const posts = service.seen.filter(({ call }) => call.startsWith('POST'));
    expect(posts).toHaveLength(3);
    expect(new Set(posts.map(({ key, body }) => `${key} ${body}`)).size).toBe(1);
    expect(await storedIds(client)).toEqual(['m1', 'm2']);
  });

  test('waits no less than the server asks for', async () => {
    const service = await startService();
    service.faults = [{ status: 503, headers: { 'retry-after': '1' }, times: 1 }];
    await using client = createClient({ url: service.url, project: 'app' });
    const begin = Date.now();
    await client.send({ type: 'request', ...requestOf(1) });
    expect(Date.now() - begin).toBeGreaterThanOrEqual(1_000);
  });

  test('because it is too large is halved until it fits, and what never fits is a dead letter', async () => {
    const service = await startService();
    service.faults = [{ status: 413, longerThan: 1_000 }];
    const refused: DeadLetter[] = [];
    await using client = createClient({
      url: service.url,
      project: 'app',
      onRejected: (letters) => refused.push(...letters),
    });
    for (let n = 0; n < 20; n++)
      client.request({ ...requestOf(n), metadata: n === 13 ? { long: 'x'.repeat(2_000) } : null });
    await client.flush();
    expect(await storedIds(client)).toEqual(
      Array.from({ length: 20 }, (_, n) => `m${n}`).filter((id) => id !== 'm13'),
    );
    expect(refused).toMatchObject([
      { kind: 'messages', status: 413, text: expect.stringContaining('"m13"') },
    ]);
  });

  test('when a half was stored and the limit then grew is not stored again', async () => {
    const service = await startService();
    service.faults = [{ status: 413, longerThan: 1_000 }];
    await using client = createClient({ url: service.url, project: 'app', onState: () => undefined });
    for (let n = 0; n < 8; n++) client.request(requestOf(n));
    const flushed = client.flush();
    await eventually(() => service.seen.length).toBeGreaterThanOrEqual(2);
    service.faults = [{ losesAnswer: true, times: 1 }];
    await flushed;
    expect(await storedIds(client)).toHaveLength(8);
  });

  test('for longer than a server keeps its key asks for its messages before it is sent again', async () => {
    const service = await startService();
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    try {
      await using client = createClient({ url: service.url, project: 'app' });
      service.faults = [{ losesAnswer: true, times: 1 }, { status: 503 }];
      for (let n = 0; n < 5; n++) client.request(requestOf(n));
      client.log({
        logId: 'l1',
        component: 'hub',
        severity: 'INFO',
        logContent: 'once',
        timestamp: '2026-11-20',
      });
      const flushed = client.flush();
      await eventually(() => service.seen.length).toBeGreaterThanOrEqual(3);
      vi.setSystemTime(now + 25 * 3_600_000);
      service.faults = [];
      await flushed;
      expect(await storedIds(client)).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
      expect(await collect(client.logs(RANGE))).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test('shows in the state of the client, and so does its success', async () => {
    const service = await startService();
    service.faults = [{ status: 503, times: 1 }];
    const states: ClientState[] = [];
    await using client = createClient({
      url: service.url,
      project: 'app',
      onState: (state) => states.push(state),
    });
    client.request(requestOf(1));
    await client.flush();
    expect(states.map(({ status }) => status)).toEqual(['sending', 'waiting', 'sending', 'idle']);
    expect(states[1]).toMatchObject({ error: { code: 'answer', status: 503 }, retryAt: expect.any(Date) });
  });

  test('ends a flush that has a time limit, with a typed error, and is sent on', async () => {
    const service = await startService();
    service.faults = [{ hangsUp: true }];
    await using client = createClient({ url: service.url, project: 'app' });
    client.request(requestOf(1));
    await expect(client.flush({ timeout: 50 })).rejects.toThrow(FlushTimeoutError);
    service.faults = [];
    await client.flush();
    expect(await storedIds(client)).toEqual(['m1']);
  });
});

describe('what the server refuses', () => {
  test('of a batch is a dead letter with its reasons, and the rest is stored', async () => {
    const { url } = await startService();
    const refused: DeadLetter[] = [];
    await using client = createClient({
      url,
      project: 'app',
      onRejected: (letters) => refused.push(...letters),
    });
    client.request(requestOf(1));
    client.request({ ...requestOf(2), channel: '', timestamp: 'yesterday' });
    client.request(requestOf(3));
    await client.flush();
    expect(await storedIds(client)).toEqual(['m1', 'm3']);
    expect(refused).toMatchObject([
      { kind: 'messages', reason: expect.stringContaining('timestamp must be') },
    ]);
    expect(await collect(client.deadLetters())).toEqual(refused);
  });

  test('because one entry makes the body unreadable is that entry alone', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app' });
    let deep = {};
    for (let level = 0; level < 500; level++) deep = { deep };
    for (let n = 0; n < 20; n++)
      client.request(n === 13 ? { ...requestOf(n), metadata: deep } : requestOf(n));
    await client.flush();
    expect(await storedIds(client)).toHaveLength(19);
    expect(await collect(client.deadLetters())).toMatchObject([
      { status: 400, text: expect.stringContaining('"m13"') },
    ]);
  });

  test('wholly is sent again by replayDead, and stored once', async () => {
    const service = await startService();
    service.faults = [{ status: 403, body: '{"status":"Forbidden: not your project"}', times: 2 }];
    await using client = createClient({ url: service.url, project: 'app' });
    client.request(requestOf(1));
    client.log({ component: 'hub', severity: 'INFO', logContent: 'up' });
    await client.flush();
    const [letter] = await collect(client.deadLetters());
    expect(letter).toMatchObject({ status: 403, reason: 'Forbidden: not your project' });
    expect(await client.replayDead()).toBe(2);
    await client.flush();
    expect(await client.replayDead()).toBe(0);
    expect(await storedIds(client)).toEqual(['m1']);
    expect(await collect(client.logs({ ...RANGE, toTime: '2027-12-31' }))).toHaveLength(1);
    expect(client.state().bytes).toBe(0);
  });

  test('again and again is replayed again and again', async () => {
    const service = await startService();
    await using client = createClient({ url: service.url, project: 'app' });
    client.request(requestOf(1));
    service.faults = [{ status: 403 }];
    for (let round = 0; round < 40; round++) {
      await client.flush();
      expect(await client.replayDead()).toBe(1);
    }
    await client.flush();
    service.faults = [];
    await client.replayDead();
    await client.flush();
    expect(await storedIds(client)).toEqual(['m1']);
  });

  test('of a project that the key may not see does not keep that of others from being stored', async () => {
    const service = await startService({
      apiKeys: [{ key: 'key', access: 'write', projects: ['app', 'other'] }],
    });
    await using client = createClient({ url: service.url, apiKey: 'key', project: 'app' });
    for (let n = 0; n < 30; n++)
      client.request({ ...requestOf(n), project: ['app', 'foreign', 'other'][n % 3] });
    await client.flush();
    expect(await storedIds(client)).toHaveLength(10);
    expect(await collect(client.messages({ ...RANGE, project: 'other' }))).toHaveLength(10);
    const letters = await collect(client.deadLetters());
    expect(letters).toHaveLength(10);
    expect(letters.every(({ status, text }) => status === 403 && text.includes('"foreign"'))).toBe(true);
  });

  test('of a send is told to the caller', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app' });
    const sent = client.send([
      { type: 'request', ...requestOf(1) },
      { type: 'request', ...requestOf(2), timestamp: 'never' },
    ]);
    const error: unknown = await sent.catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RejectedError);
    expect(error).toMatchObject({ letters: [{ text: expect.stringContaining('"m2"') }] });
    expect(await storedIds(client)).toEqual(['m1']);
  });
});
