import { parseApiKeys } from '@memex/adapter-http';
import { UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { withFaults } from '@memex/core/testing';
import { expect, test } from 'vitest';
import { type EventReader, expectEvents, openEvents } from './support/event-stream.js';
import { message } from './support/samples.js';
import { startService } from './support/service.js';
import { openWire } from './support/wire.js';

const LIVE = '/live?project=app';
const TIME = '2026-03-01T12:00:00';
const NONE = 'messages {"messages":0,"lastTime":null}';
const state = (messages: number, lastTime = TIME): string =>
  `messages ${JSON.stringify({ messages, lastTime })}`;
const as = (key: string) => ({ 'x-wenet-component-apikey': key });

test('the messages of a project are told at the start, and whenever they change', async () => {
  const service = await startService();
  const { messages } = service.memex.untrusted;
  const reader = await openEvents(service, LIVE);
  expect(reader).toMatchObject({
    status: 200,
    headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
  });
  await expectEvents(reader, [NONE]);
  await messages.append([message({ project: 'other' })]);
  await messages.append([message(), message({ userId: 'u2', timestamp: '2026-03-02' })]);
  await expectEvents(reader, [NONE, state(2, '2026-03-02T00:00:00')]);
  await service.call('DELETE', '/messages?userId=u2');
  await expectEvents(reader, [NONE, state(2, '2026-03-02T00:00:00'), state(1)]);
});

test('a heartbeat comes at once, and the stream is never compressed', async () => {
  const service = await startService();
  const reader = await openEvents(service, LIVE, { 'accept-encoding': 'gzip, br' });
  await expect.poll(reader.text).toMatch(/^: heartbeat\n\n/);
  expect(reader.headers['content-encoding']).toBeUndefined();
});

test('while the store is down that is told, and what is stored when it is back', async () => {
  const store = createMemoryStore();
  const error = new UnavailableError('the store', { reason: '10.0.0.5 refuses' });
  const messages = withFaults(store.messages, {
    method: 'projects',
    times: 2,
    fault: { kind: 'fail', error },
  });
  const service = await startService({ store: { ...store, messages } });
  await service.memex.untrusted.messages.append([message()]);
  const reader = await openEvents(service, LIVE);
  await expectEvents(reader, ['unavailable {}', state(1)]);
  expect(reader.text()).not.toContain('10.0.0.5');
});

test('an error of ours ends the streams, and is reported once', async () => {
  const store = createMemoryStore();
  const error = new Error('SELECT secret');
  const messages = withFaults(store.messages, {
    method: 'projects',
    after: 1,
    fault: { kind: 'fail', error },
  });
  const service = await startService({ store: { ...store, messages } });
  const readers = await Promise.all([openEvents(service, LIVE), openEvents(service, LIVE)]);
  for (const reader of readers) {
    expect(await reader.isWhole).toBe(false);
    expect(reader.text()).not.toContain('secret');
  }
  expect(service.errors).toEqual([error]);
});

test('a key of another project is refused, and so is a call that names no project or more than that', async () => {
  const service = await startService({ apiKeys: parseApiKeys('bound:app,reader:app:read') });
  const call = (target: string, key: string) => service.call('GET', target, { headers: as(key) });
  expect((await call('/live?project=other', 'bound')).status).toBe(403);
  expect((await call('/live', 'bound')).status).toBe(400);
  expect((await call(`${LIVE}&fromTime=2026-01-01`, 'bound')).status).toBe(400);
  expect((await call(LIVE, 'reader')).text).toContain('event: messages');
});

test('HEAD tells the type, and follows nothing', async () => {
  const service = await startService();
  const { status, headers, bytes } = await service.call('HEAD', LIVE);
  expect([status, headers['content-type'], bytes.length]).toEqual([200, 'text/event-stream', 0]);
});

test('a key has at most 100 streams at once, and each that ends makes room', async () => {
  const service = await startService({ apiKeys: parseApiKeys('one,two') });
  const open = (key: string): Promise<EventReader> => openEvents(service, LIVE, as(key));
  const readers = await Promise.all(Array.from({ length: 100 }, () => open('one')));
  expect(new Set(readers.map(({ status }) => status))).toEqual(new Set([200]));
  const refused = await service.call('GET', LIVE, { headers: as('one') });
  expect(refused).toMatchObject({
    status: 503,
    headers: { 'retry-after': '10', 'content-type': 'application/json; charset=utf-8' },
    body: { status: 'Unavailable: the service cannot serve now: this API key has 100 open streams' },
  });
  expect((await service.call('HEAD', LIVE, { headers: as('one') })).status).toBe(200);
  expect((await open('two')).status).toBe(200);
  readers[0]?.leave();
  await expect.poll(async () => (await service.call('GET', LIVE, { headers: as('one') })).status).toBe(200);
});

test('a server that stops ends the streams in good order, and answers what waits behind them', async () => {
  const service = await startService();
  const readers = await Promise.all([openEvents(service, LIVE), openEvents(service, LIVE)]);
  const wire = openWire(service);
  const get = (target: string): string => `GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`;
  wire.socket.write(get(LIVE) + get('/health'));
  for (const reader of readers) await expectEvents(reader, [NONE]);
  await expect.poll(wire.received).toContain('event: messages');
  // Within 30 seconds: then the server would cut them off.
  await service.server.stop();
  for (const reader of readers) expect(await reader.isWhole).toBe(true);
  expect(await wire.answer).toMatch(/0\r\n\r\nHTTP\/1\.1 200 OK[\s\S]*Ok: alive/);
});

test('streams that are open do not hinder others', async () => {
  const service = await startService({ server: { idleTimeout: 60_000 } });
  const readers = await Promise.all(Array.from({ length: 200 }, () => openEvents(service, LIVE)));
  await service.call('POST', '/messages', { body: [message()] });
  for (const reader of readers) await expectEvents(reader, [NONE, state(1)]);
});
