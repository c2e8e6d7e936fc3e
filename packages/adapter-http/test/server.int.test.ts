import type { Socket } from 'node:net';
import { createApp, createServer } from '@memex/adapter-http';
import { AbortedError, createMemex, UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import type { MessageStore } from '@memex/core/ports';
import { withFaults } from '@memex/core/testing';
import Koa from 'koa';
import mount from 'koa-mount';
import { describe, expect, test } from 'vitest';
import { exchange, nextTarget } from './support/client.js';
import { createGate } from './support/gate.js';
import { message, RANGE } from './support/samples.js';
import { startService } from './support/service.js';
import { openWire } from './support/wire.js';

function expectForm(answer: string, code: number, status: RegExp): void {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${code} `));
  expect(head).toMatch(/\r\nX-Request-Id: \S+/i);
  expect(JSON.parse(body)).toMatchObject({ status: expect.stringMatching(status), code });
}

describe('slow senders are cut off', () => {
  const slow = { server: { headersTimeout: 200, requestTimeout: 300 } };

  test('while they send headers', async () => {
    const { socket, answer } = openWire(await startService(slow));
    socket.write('GET /health HTTP/1.1\r\nHost: x\r\n');
    expectForm(await answer, 408, /^Malformed request: /);
  });

  test('while they send the body, and the service continues', async () => {
    const service = await startService(slow);
    const { socket, answer } = openWire(service);
    socket.write(
      'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n[',
    );
    expectForm(await answer, 408, /^Malformed request: /);
    expect((await service.call('POST', '/messages', { body: [message()] })).status).toBe(201);
    await expect.poll(() => service.records.map(({ status }) => status)).toContain(499);
    expect(service.errors).toEqual([]);
  });

  test('while they send a body byte by byte', async () => {
    const { socket, answer } = openWire(await startService(slow));
    socket.write(
      'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999\r\n\r\n[',
    );
    const trickle = setInterval(() => socket.write(' '), 20);
    socket.on('close', () => clearInterval(trickle));
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('while they send a compressed body', async () => {
    const service = await startService(slow);
    const { socket, answer } = openWire(service);
    const head =
      'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n';
    socket.write(`${head}Content-Length: 99\r\n\r\n\x1f`);
    expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
    await expect.poll(() => service.records.at(-1)?.status).toBe(499);
  });
});

describe('invalid or oversized HTTP gets an error in the usual format', () => {
  test.each([
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['an unknown method', 'BREW / HTTP/1.1\r\nHost: x\r\n\r\n', 400],
    ['no host', 'GET /health HTTP/1.1\r\nConnection: close\r\n\r\n', 400],
    [
      'two lengths',
      'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      400,
    ],
    [
      'a bad chunk',
      'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      400,
    ],
    ['headers of 20 KB', `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(20_000)}\r\n\r\n`, 431],
    ['headers of 1 MB', `GET / HTTP/1.1\r\nHost: x\r\nX-Large: ${'x'.repeat(1_000_000)}\r\n\r\n`, 431],
    ['an address of 20 KB', `GET /${'x'.repeat(20_000)} HTTP/1.1\r\nHost: x\r\n\r\n`, 431],
  ])('%s', async (_name, text, code) => {
    const service = await startService();
    const { socket, answer } = openWire(service);
    socket.write(text);
    expectForm(await answer, code, /^(Malformed request|Too large): /);
    expect((await service.call('GET', '/health')).status).toBe(200);
    expect(service.errors).toEqual([]);
  });
});

describe('the sender of a rejected request', () => {
  const HEAD = 'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';

  test('gets its response after it has sent everything', async () => {
    const { socket, answer } = openWire(await startService());
    const size = 40 * 1_048_576;
    socket.write(`${HEAD}Connection: close\r\nContent-Length: ${size}\r\n\r\n`);
    for (let sent = 0; sent < size; sent += 1_048_576) {
      await new Promise((resolve) => socket.write(Buffer.alloc(1_048_576, ' '), resolve));
    }
    expectForm(await answer, 413, /^Too large: /);
  });

  test('is cut off if it does not stop sending', async () => {
    const service = await startService();
    const { socket, answer } = openWire(service);
    socket.write(`${HEAD}Content-Length: 99999999\r\n\r\n`);
    const endless = setInterval(() => socket.write(' '), 20);
    socket.on('close', () => clearInterval(endless));
    expectForm(await answer, 413, /^Too large: /);
    expect(service.records.at(-1)?.milliseconds).toBeLessThan(10_000);
  });
});

test('an unknown expectation is ignored', async () => {
  const service = await startService();
  expect((await service.call('GET', '/health', { headers: { expect: 'wonders' } })).status).toBe(200);
});

test('a client that disconnects is not an error, and its long read is aborted', async () => {
  const gate = createGate();
  const store = createMemoryStore();
  const pageUntilAborted: MessageStore['page'] = (_filter, _request, options) => {
    void gate.pass();
    return new Promise((_resolve, reject) => {
      options?.signal?.addEventListener('abort', () => reject(new AbortedError()));
    });
  };
  const messages = new Proxy(store.messages, {
    get: (target, property) => (property === 'page' ? pageUntilAborted : Reflect.get(target, property)),
  });
  const service = await startService({ store: { ...store, messages } });
  const { socket } = openWire(service);
  socket.write(`GET /messages?${RANGE} HTTP/1.1\r\nHost: x\r\n\r\n`);
  await gate.reached;
  socket.destroy();
  await expect.poll(() => service.records.at(-1)).toMatchObject({ route: '/messages', status: 499 });
  expect(service.errors).toEqual([]);
});

describe('stopping', () => {
  test('accepted requests are answered, then nothing is accepted', async () => {
    const gate = createGate();
    const store = createMemoryStore();
    const messages = withFaults(store.messages, { fault: { kind: 'delay', until: gate.pass } });
    const service = await startService({ store: { ...store, messages } });
    const { url } = service;
    const pending = service.call('POST', '/messages', { body: [message()] });
    await gate.reached;
    const stopped = service.server.stop();
    gate.open();
    expect((await pending).status).toBe(201);
    await stopped;
    await expect(exchange(url, 'GET', '/health')).rejects.toThrow(/ECONNREFUSED/);
    await service.server.stop();
  });

  test('a keep-alive connection gets Connection: close, and is closed', async () => {
    const service = await startService();
    const { socket, answer } = openWire(service);
    const ask = 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n';
    await answeredOnce(socket, ask);
    const stopped = service.server.stop();
    socket.write(ask);
    const [, second] = (await answer).split('HTTP/1.1 200 OK').slice(1);
    expect(second).toMatch(/\r\nConnection: close\r\n/);
    await stopped;
  });

  test('a silent connection does not delay the stop', async () => {
    const service = await startService();
    const { socket, answer } = openWire(service);
    await answeredOnce(socket, 'GET /health HTTP/1.1\r\nHost: x\r\n\r\n');
    await service.server.stop();
    expect(await answer).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('a request that does not finish in time is cut off', async () => {
    const store = createMemoryStore();
    const gate = createGate();
    const messages = withFaults(store.messages, { fault: { kind: 'delay', until: gate.pass } });
    const service = await startService({ store: { ...store, messages }, server: { drainTimeout: 100 } });
    const pending = service.call('GET', '/message?traceId=x');
    await gate.reached;
    const [outcome] = await Promise.allSettled([pending, service.server.stop()]);
    expect(outcome.status).toBe('rejected');
  });

  function answeredOnce(socket: Socket, text: string): Promise<void> {
    return new Promise((resolve) => {
      socket.once('data', () => resolve());
      socket.write(text);
    });
  }
});

describe('starting', () => {
  test('an address in use is a clear error', async () => {
    const service = await startService();
    const app = createApp(service.memex);
    const second = createServer(app, { host: '127.0.0.1', port: Number(new URL(service.url).port) });
    await expect(second.start()).rejects.toThrow(UnavailableError);
    await expect(second.start()).rejects.toThrow(/something else listens there/);
    expect(second.url).toBeUndefined();
    await second.stop();
  });

  test('an address of another machine is a clear error', async () => {
    const server = createServer(createApp(createMemex({ store: createMemoryStore() })), {
      host: '192.0.2.1',
      port: 0,
    });
    await expect(server.start()).rejects.toThrow(/this machine does not have it/);
  });

  test('starting or stopping twice has no effect', async () => {
    const service = await startService();
    const { url } = service.server;
    await service.server.start();
    expect(service.server.url).toBe(url);
  });
});

test('the app can be mounted in another app', async () => {
  const memex = createMemex({ store: createMemoryStore() });
  await memex.start();
  const host = new Koa();
  host.use(mount('/memex', createApp(memex)));
  host.use((ctx) => {
    ctx.body = 'the host';
  });
  const server = createServer(host, { host: '127.0.0.1', port: 0 });
  await server.start();
  const { url = '' } = server;
  await memex.untrusted.messages.append([message(), message()]);
  const first = `/memex/messages?${RANGE}&maxSize=1`;
  const page = await exchange(url, 'GET', first);
  expect(page.status).toBe(200);
  const next = nextTarget(first, page) ?? '';
  expect(next).toMatch(/^\/memex\/messages\?/);
  expect((await exchange(url, 'GET', next)).body).toHaveLength(1);
  expect((await exchange(url, 'GET', '/memex/nope')).status).toBe(404);
  expect((await exchange(url, 'GET', '/')).text).toBe('the host');
  await server.stop();
});
