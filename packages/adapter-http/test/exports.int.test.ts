import { parseApiKeys } from '@memex/adapter-http';
import { beforeEach, describe, expect, test } from 'vitest';
import { exchange } from './support/client.js';
import { descriptor, log, message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const as = (key: string) => ({ headers: { 'x-wenet-component-apikey': key } });

let service: Service;

async function storeSamples(count = 3): Promise<void> {
  for (let start = 0; start < count; start += 1_000)
    await service.memex.untrusted.messages.append(
      Array.from({ length: Math.min(1_000, count - start) }, (_, index) =>
        message({
          messageId: `m${start + index}`,
          userId: index % 2 === 0 ? 'anna' : 'ben',
          timestamp: new Date(Date.UTC(2026, 2, 1) + (start + index) * 1_000).toISOString(),
        }),
      ),
    );
}

function linesOf(text: string): readonly Readonly<Record<string, unknown>>[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

describe('GET /export', () => {
  beforeEach(async () => {
    service = await startService();
  });

  test('gives all messages with their trace ids, a line each', async () => {
    await storeSamples(2_500);
    const { status, headers, text } = await service.call('GET', '/export/messages');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/x-ndjson');
    expect(headers['content-disposition']).toBe('attachment; filename="messages.ndjson"');
    const lines = linesOf(text);
    expect(lines.map(({ messageId }) => messageId)).toEqual(Array.from({ length: 2_500 }, (_, i) => `m${i}`));
    expect(lines[0]?.traceId).toMatch(/./);
  });

  test('gives those of a time range and a user', async () => {
    await storeSamples();
    const range = 'fromTime=2026-03-01T00:00:00&toTime=2026-03-01T00:00:02';
    const { text } = await service.call('GET', `/export/messages?project=app&${range}&userId=anna`);
    expect(linesOf(text).map(({ messageId }) => messageId)).toEqual(['m0', 'm2']);
  });

  test('gives CSV, Parquet, logs and analytics', async () => {
    await storeSamples();
    await service.memex.untrusted.logs.append([log()]);
    const id = await service.analytics.define(descriptor());
    const csv = await service.call('GET', '/export/messages?format=csv&safeCells=true');
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.text.split('\r\n')).toHaveLength(5);
    const parquet = await service.call('GET', '/export/logs?format=parquet');
    expect(parquet.bytes.subarray(0, 4).toString()).toBe('PAR1');
    expect(parquet.bytes.subarray(-4).toString()).toBe('PAR1');
    expect(linesOf((await service.call('GET', '/export/analytics')).text)).toMatchObject([{ id }]);
  });

  test('is empty where there is nothing', async () => {
    expect((await service.call('GET', '/export/messages')).text).toBe('');
  });

  test.each([
    ['/export/messages?format=xml', 'must be one of'],
    ['/export/messages?fromTime=2026-03-02&toTime=2026-03-01', 'must not be after toTime'],
    ['/export/logs?userId=anna', 'userId'],
    ['/export/analytics?fromTime=2026-03-01', 'fromTime'],
    ['/export/messages?safeCells=perhaps', 'safeCells'],
  ])('refuses %s', async (path, reason) => {
    const { status, text } = await service.call('GET', path);
    expect([status, text]).toEqual([400, expect.stringContaining(reason)]);
  });

  test('gives all that is kept of one person, with a summary at the end', async () => {
    await storeSamples();
    await service.memex.untrusted.messages.append([
      message({ messageId: 'other', userId: 'anna', project: 'shop' }),
    ]);
    const { status, headers, text } = await service.call('GET', '/export/user?userId=anna');
    expect([status, headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    expect(headers['content-disposition']).toBe('attachment; filename="user.ndjson"');
    const lines = linesOf(text);
    expect(lines.filter((line) => 'message' in line)).toHaveLength(3);
    expect(lines.at(-1)).toMatchObject({ summary: { userId: 'anna', messages: 3, analytics: 0 } });
    const one = await service.call('GET', '/export/user?userId=anna&project=shop');
    expect(linesOf(one.text)).toMatchObject([
      { message: { messageId: 'other' } },
      { summary: { messages: 1, projects: [{ project: 'shop', messages: 1 }] } },
    ]);
    expect((await service.call('GET', '/export/user')).status).toBe(400);
    expect((await service.call('GET', '/export/user?userId=anna&from=2026')).status).toBe(400);
  });

  test('answers HEAD, and frees its place', async () => {
    await storeSamples();
    for (let count = 0; count < 10; count++)
      expect((await service.call('HEAD', '/export/messages')).status).toBe(200);
    for (let count = 0; count < 10; count++)
      expect((await service.call('GET', '/export/messages')).status).toBe(200);
  });
});

test('a key of one project gets that project, and no other', async () => {
  service = await startService({ apiKeys: parseApiKeys('all,bound:app,other:other:read') });
  await storeSamples();
  expect(linesOf((await service.call('GET', '/export/messages', as('bound'))).text)).toHaveLength(3);
  expect((await service.call('GET', '/export/messages', as('other'))).text).toBe('');
  expect((await service.call('GET', '/export/messages?project=app', as('other'))).status).toBe(403);
  expect(linesOf((await service.call('GET', '/export/user?userId=anna', as('other'))).text)).toHaveLength(1);
  expect((await service.call('GET', '/export/user?userId=anna&project=app', as('other'))).status).toBe(403);
  expect((await service.call('GET', '/export/messages', {})).status).toBe(401);
});

test('without formats there are no exports', async () => {
  service = await startService({ exportFormats: [] });
  expect((await exchange(service.url, 'GET', '/export/messages')).status).toBe(404);
});
