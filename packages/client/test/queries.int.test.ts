import { AnswerError, createClient } from '@memex/client';
import { describe, expect, test } from 'vitest';
import { collect, RANGE, requestOf, storedIds } from './support/entries.js';
import { startService } from './support/service.js';

describe('a client', () => {
  test('resolves a send with trace ids, by which entries are found', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app' });
    const [message, log] = await client.send([
      { type: 'request', ...requestOf(1) },
      { component: 'hub', severity: 'INFO', logContent: 'up' },
    ]);
    expect(await client.find({ traceId: message ?? '' })).toMatchObject({
      messageId: 'm1',
      traceId: message,
    });
    expect(await client.find({ messageId: 'm1', userId: 'u1' })).toMatchObject({ traceId: message });
    expect(await client.findLog({ traceId: log ?? '' })).toMatchObject({ logContent: 'up' });
    expect(await client.find({ traceId: 'none' })).toBeUndefined();
    expect(await client.findLog({ traceId: 'none' })).toBeUndefined();
  });

  test('finds messages by the words of their text, page after page', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app' });
    await client.send([1, 2, 3].map((n) => ({ type: 'request', ...requestOf(n) })));
    const search = { ...RANGE, text: 'IT is', order: 'desc', maxSize: 1 } as const;
    expect(await collect(client.messages(search))).toMatchObject([
      { messageId: 'm3' },
      { messageId: 'm2' },
      { messageId: 'm1' },
    ]);
    expect(await collect(client.messages({ ...RANGE, text: 'is 2' }))).toMatchObject([{ messageId: 'm2' }]);
  });

  test('computes a descriptor, whose result has its type', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app' });
    await client.send([1, 2, 3].map((n) => ({ type: 'request', ...requestOf(n) })));
    const timespan = { type: 'moving', value: 'all' } as const;
    const { count } = await client.compute({
      timespan,
      type: 'count',
      dimension: 'message',
      metric: 'requests',
    });
    expect(count).toBe(3);
    const { segments } = await client.compute({
      timespan,
      type: 'segmentation',
      dimension: 'message',
      metric: 'all',
    });
    expect(segments).toEqual([{ type: 'request', count: 3 }]);
    await expect(
      client.compute({
        project: 'other',
        timespan,
        type: 'aggregation',
        field: 'nowhere',
        aggregation: 'avg',
      }),
    ).rejects.toMatchObject({ status: 400 });
  });

  test('sends what many wait for in few batches', async () => {
    const service = await startService();
    await using client = createClient({ url: service.url, project: 'app' });
    await Promise.all(
      Array.from({ length: 50 }, (_, n) => client.send({ type: 'request', ...requestOf(n) })),
    );
    expect(await storedIds(client)).toHaveLength(50);
    expect(service.seen.filter(({ call }) => call.startsWith('POST')).length).toBeLessThan(5);
  });

  test('sends at once what is waited for, also right after the one before', async () => {
    const { url } = await startService();
    await using client = createClient({ url, project: 'app', batch: { delayMs: 60_000 } });
    for (let n = 0; n < 20; n++) await client.send({ type: 'request', ...requestOf(n) });
    expect(await storedIds(client)).toHaveLength(20);
  });

  test('walks every page of a list, with filters, and stops when its caller does', async () => {
    const service = await startService();
    await using client = createClient({ url: service.url, project: 'app' });
    for (let n = 0; n < 50; n++) client.request(requestOf(n));
    await client.flush();
    const query = { ...RANGE, maxSize: 7 };
    expect(await collect(client.messages(query))).toHaveLength(50);
    expect(await collect(client.messages({ ...query, userId: 'u1' }))).toHaveLength(17);
    const newestFirst = await collect(client.messages({ ...query, order: 'desc' }));
    expect(newestFirst.map(({ messageId }) => messageId).slice(0, 8)).toEqual(
      Array.from({ length: 8 }, (_, n) => `m${49 - n}`),
    );
    const before = service.seen.length;
    for await (const _ of client.messages(query)) break;
    expect(service.seen.length - before).toBeLessThanOrEqual(2);
  });

  test('repeats a query that fails, and rejects with what the server says where that does not help', async () => {
    const service = await startService();
    await using client = createClient({ url: service.url, project: 'app' });
    service.faults = [{ status: 503, times: 1 }];
    expect(await collect(client.messages(RANGE))).toEqual([]);
    const wrong = collect(client.messages({ ...RANGE, fromTime: 'never' }));
    await expect(wrong).rejects.toThrow(AnswerError);
    await expect(wrong).rejects.toThrow(/GET \/messages with 400: Malformed request: .*fromTime/);
  });

  test('shows its key to the server, and in no error', async () => {
    const service = await startService({ apiKeys: [{ key: 'right', access: 'write', projects: 'all' }] });
    await using client = createClient({ url: service.url, apiKey: 'right', project: 'app' });
    await using other = createClient({ url: service.url, apiKey: 'wrong-key', project: 'app' });
    await client.send({ type: 'request', ...requestOf(1) });
    const error: unknown = await collect(other.messages(RANGE)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'answer', status: 401 });
    expect(String(error)).not.toContain('wrong-key');
  });

  test('deletes a user with what waits and what was refused', async () => {
    const service = await startService();
    await using client = createClient({ url: service.url, project: 'app' });
    client.request({ ...requestOf(0), timestamp: 'never' });
    client.request({ ...requestOf(1), timestamp: 'never' });
    for (let n = 3; n < 9; n++) client.request(requestOf(n));
    expect(await client.deleteUser({ userId: 'u0' })).toBe(2);
    expect(await storedIds(client)).toEqual(['m4', 'm5', 'm7', 'm8']);
    expect(await collect(client.deadLetters())).toMatchObject([{ text: expect.stringContaining('"u1"') }]);
  });
});
