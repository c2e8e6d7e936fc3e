import { ClosedError, createClient, InvalidEntryError, memoryBuffer, UnsentError } from '@memex/client';
import { testClient } from '@memex/client/testing';
import { describe, expect, test } from 'vitest';
import { addUntilFull, collect, eventually, RANGE, requestOf, storedIds } from './support/entries.js';
import { startService } from './support/service.js';

describe('what is added', () => {
  test('is stored, whole and in order, with what the client fills in', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app' });
    const before = new Date();
    client.request(requestOf(1));
    client.response({
      messageId: 'r1',
      responseTo: 'm1',
      channel: 'WEB',
      userId: 'u1',
      timestamp: requestOf(2).timestamp,
    });
    client.notification({ messageId: 'n1', channel: 'WEB', userId: 'u1', project: 'other' });
    client.log({ component: 'hub', severity: 'INFO', logContent: 'started' });
    await client.flush();
    expect(await collect(client.messages(RANGE))).toMatchObject([
      { type: 'request', messageId: 'm1', project: 'app', content: { type: 'text', value: 'is it 1?' } },
      { type: 'response', messageId: 'r1', responseTo: 'm1' },
    ]);
    const [notification] = await collect(client.messages({ ...RANGE, project: 'other' }));
    expect(notification).toMatchObject({ type: 'notification', messageId: 'n1' });
    expect(new Date(notification?.timestamp ?? 0).getTime()).toBeGreaterThanOrEqual(before.getTime());
    expect(await collect(client.logs(RANGE))).toMatchObject([
      { component: 'hub', logId: expect.any(String) },
    ]);
  });

  test('goes out in batches of so many entries and so many bytes, and after so long', async () => {
    const service = await startService();
    await using client = createClient({
      url: service.url,
      project: 'app',
      batch: { entries: 10, bytes: 1_000, delayMs: 30 },
    });
    for (let n = 0; n < 25; n++)
      client.log({ logId: `${n}`, component: 'a', severity: 'b', logContent: 'c', timestamp: '2026-11-01' });
    await client.flush();
    const sizes = service.seen.map(({ body }) => [JSON.parse(body).length, body.length <= 1_001]);
    expect(sizes.every(([count, fits]) => count <= 10 && fits)).toBe(true);
    expect(sizes.reduce((sum, [count]) => sum + count, 0)).toBe(25);
    client.request(requestOf(1));
    await eventually(() => service.seen.length).toBe(sizes.length + 1);
    expect(new Set(service.seen.map(({ key }) => key)).size).toBe(service.seen.length);
  });

  test('is stored once where 16 batches are under way at once', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app', batch: { entries: 7, concurrency: 16 } });
    for (let n = 0; n < 1_000; n++) client.request(requestOf(n));
    await client.flush();
    expect(await storedIds(client)).toEqual(Array.from({ length: 1_000 }, (_, n) => `m${n}`));
  });

  test('is refused with a typed error where the buffer is full, and taken again when there is room', async () => {
    const service = await startService();
    service.faults = [{ status: 503, headers: { 'retry-after': '0' } }];
    const buffer = memoryBuffer({ maxBytes: 1_000 });
    await using client = createClient({ url: service.url, project: 'app', buffer, batch: { entries: 2 } });
    const taken = addUntilFull(client, 100);
    service.faults = [];
    await client.flush();
    client.request(requestOf(taken));
    await client.flush();
    expect(await storedIds(client)).toHaveLength(taken + 1);
    expect(client.state()).toEqual({ status: 'idle', bytes: 0 });
  });

  test('is refused with a typed error where it is no JSON, or has no project', async () => {
    const { url } = await startService();
    await using client = createClient({ url });
    const circular: Record<string, never> = {};
    Object.assign(circular, { self: circular });
    expect(() => client.request({ ...requestOf(1), project: 'app', metadata: circular })).toThrow(
      InvalidEntryError,
    );
    expect(() => client.request(requestOf(1))).toThrow(InvalidEntryError);
  });

  test.each([null, undefined, 'text', 7, [], () => 1])(
    'is refused with a typed error where a caller without types passes %s',
    async (entry) => {
      await using client = testClient();
      expect(() => Reflect.apply(client.request, client, [entry])).toThrow(InvalidEntryError);
    },
  );

  test('is JSON also where nothing was given', async () => {
    await using client = testClient();
    Reflect.apply(client.request, client, [{}]);
    await client.flush();
    expect(client.storedMessages()).toMatchObject([{ type: 'request', project: 'test' }]);
  });

  test('is what beforeSend makes of it, or nothing', async () => {
    const { url } = await startService();
    await using client = createClient({
      url,
      project: 'app',
      beforeSend({ kind, entry }) {
        if (kind === 'logs') return undefined;
        return { ...entry, userId: 'someone' };
      },
    });
    client.request(requestOf(1));
    client.log({ component: 'hub', severity: 'INFO', logContent: 'secret' });
    await client.flush();
    expect(await collect(client.messages(RANGE))).toMatchObject([{ messageId: 'm1', userId: 'someone' }]);
    expect(await collect(client.logs(RANGE))).toEqual([]);
  });
});

describe('the end', () => {
  test('sends what is left, and refuses more', async () => {
    const { url } = await startService();
    const client = createClient({ url, project: 'app' });
    client.request(requestOf(1));
    await client.close();
    expect(() => client.request(requestOf(2))).toThrow(ClosedError);
    await expect(client.flush()).rejects.toThrow(ClosedError);
    await using other = createClient({ url, project: 'app' });
    expect(await storedIds(other)).toEqual(['m1']);
  });

  test('tells what a buffer in memory still held', async () => {
    const service = await startService();
    service.faults = [{ hangsUp: true }];
    const client = createClient({ url: service.url, project: 'app' });
    client.request(requestOf(1));
    const waiting = client.send({ type: 'request', ...requestOf(2) });
    const refused = expect(waiting).rejects.toThrow(ClosedError);
    const closed: unknown = await client.close({ timeout: 50 }).catch((error: unknown) => error);
    await refused;
    expect(closed).toBeInstanceOf(UnsentError);
    const texts = closed instanceof UnsentError ? closed.entries.map(({ text }) => JSON.parse(text)) : [];
    expect(texts).toMatchObject([{ messageId: 'm1' }, { messageId: 'm2' }]);
  });
});
