import { parseApiKeys } from '@memex/adapter-http';
import { createMemoryStore } from '@memex/core/memory';
import type { MessageStore } from '@memex/core/ports';
import { withFaults } from '@memex/core/testing';
import { describe, expect, test } from 'vitest';
import { createGate } from './support/gate.js';
import { message, RANGE } from './support/samples.js';
import { type Service, type Settings, startService } from './support/service.js';
import { openWire, type Wire } from './support/wire.js';

const MEBIBYTE = 1_048_576;

/** A request without a body, whose answer echoes its number. */
function get(target: string, number: number): string {
  return `GET ${target} HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${number}\r\n\r\n`;
}

function numbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** The numbers of the requests that were answered, in the order of the answers. */
function answeredOn({ received }: Wire): readonly number[] {
  return [...received().matchAll(/\r\nX-Request-Id: (\d+)\r\n/g)].map(([, number]) => Number(number));
}

/** A service whose finding of messages waits at a gate. */
async function startGated(settings: Settings = {}) {
  const gate = createGate();
  const store = createMemoryStore();
  let finds = 0;
  const pass = (): Promise<void> => {
    finds++;
    return gate.pass();
  };
  const messages: MessageStore = withFaults(store.messages, {
    method: 'find',
    fault: { kind: 'delay', until: pass },
  });
  const service = await startService({ ...settings, store: { ...store, messages } });
  return { service, gate, finds: () => finds };
}

/** Messages that make a page of so many MiB. */
async function fill({ memex }: Service, mebibytes: number): Promise<void> {
  const value = 'x'.repeat(MEBIBYTE / 2);
  for (let stored = 0; stored < mebibytes; stored += 0.5) {
    await memex.untrusted.messages.append([message({ content: { type: 'text', value } })]);
  }
}

describe('pipelined requests', () => {
  test('are answered in order', async () => {
    const wire = openWire(await startService());
    wire.socket.write(
      numbers(3_000)
        .map((number) => get('/health', number))
        .join(''),
    );
    await expect.poll(() => answeredOn(wire), { timeout: 20_000 }).toEqual(numbers(3_000));
  });

  test('are answered in order if they have bodies', async () => {
    const service = await startService();
    const wire = openWire(service);
    const body = JSON.stringify([message()]);
    const head = `POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}`;
    const post = (number: number): string => `${head}\r\nX-Request-Id: ${number}\r\n\r\n${body}`;
    wire.socket.write(numbers(500).map(post).join(''));
    await expect.poll(() => answeredOn(wire), { timeout: 20_000 }).toEqual(numbers(500));
    expect(wire.received().match(/HTTP\/1\.1 201 /g)).toHaveLength(500);
  });

  test('are handled one at a time', async () => {
    const { service, gate, finds } = await startGated();
    const wire = openWire(service);
    wire.socket.write(
      numbers(100)
        .map((number) => get('/message?traceId=x', number))
        .join(''),
    );
    await gate.reached;
    for (let time = 0; time < 20; time++) await service.call('GET', '/health');
    expect(finds()).toBe(1);
    gate.open();
    await expect.poll(() => answeredOn(wire), { timeout: 20_000 }).toEqual(numbers(100));
    expect(finds()).toBe(100);
  });

  test('are not handled if the client reads nothing, and the client is cut off', async () => {
    const service = await startService({ server: { stallTimeout: 300 } });
    await fill(service, 8);
    const wire = openWire(service);
    wire.socket.pause();
    wire.socket.write(
      numbers(200)
        .map((number) => get(`/messages?${RANGE}`, number))
        .join(''),
    );
    // Without reading, only what it sends tells it that the connection is closed.
    const sending = setInterval(() => wire.socket.write('\r\n'), 50);
    await wire.answer.finally(() => clearInterval(sending));
    expect(service.records.length).toBeLessThan(5);
  });

  test('cut off the connection with the most of them if there are too many on all together', async () => {
    const { service, gate } = await startGated();
    const pipeline = (count: number): Wire => {
      const wire = openWire(service);
      wire.socket.write(get('/message?traceId=x', 0));
      wire.socket.write(
        numbers(count)
          .map((number) => get('/health', number + 1))
          .join(''),
      );
      return wire;
    };
    const patient = pipeline(50);
    await gate.reached;
    const greedy = numbers(8).map(() => pipeline(2_000));
    await Promise.race(greedy.map(({ answer }) => answer));
    gate.open();
    await expect.poll(() => answeredOn(patient), { timeout: 20_000 }).toEqual(numbers(51));
    expect(service.errors).toEqual([]);
  });

  test('are answered before an error about the bytes after them', async () => {
    const { service, gate } = await startGated();
    const wire = openWire(service);
    wire.socket.write(
      `${get('/health', 0)}${get('/message?traceId=x', 1)}${get('/health', 2)}nonsense\r\n\r\n`,
    );
    await gate.reached;
    gate.open();
    const statuses = [...(await wire.answer).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual(['200', '404', '200', '400']);
  });

  test('are answered before a timeout of the last of them', async () => {
    const { service, gate } = await startGated({ server: { requestTimeout: 300 } });
    const wire = openWire(service);
    const slow =
      'POST /messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n[';
    wire.socket.write(`${get('/message?traceId=x', 0)}${slow}`);
    await gate.reached;
    setTimeout(gate.open, 2_000);
    const statuses = [...(await wire.answer).matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status);
    expect(statuses).toEqual(['404', '408']);
  });
});

test('a connection without traffic is closed, even before its response', async () => {
  const { service, gate } = await startGated({ server: { idleTimeout: 300 } });
  const wire = openWire(service);
  wire.socket.write(get('/message?traceId=x', 0));
  await gate.reached;
  expect(await wire.answer).toBe('');
  gate.open();
});

test('a client that reads slowly gets the complete response', async () => {
  const service = await startService({ server: { stallTimeout: 500 } });
  await fill(service, 8);
  const wire = openWire(service);
  wire.socket.write(`GET /messages?${RANGE} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
  wire.socket.on('data', () => {
    wire.socket.pause();
    setTimeout(() => wire.socket.resume(), 10);
  });
  const [head = '', body = ''] = (await wire.answer).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 200 /);
  expect(JSON.parse(body)).toHaveLength(16);
});

test('stop waits for a client that is still reading its response', async () => {
  const service = await startService();
  await fill(service, 8);
  const wire = openWire(service);
  wire.socket.pause();
  wire.socket.write(get(`/messages?${RANGE}`, 0));
  await expect.poll(() => service.records).toHaveLength(1);
  const stopped = service.server.stop();
  setTimeout(() => wire.socket.resume(), 1_200);
  const [, body = ''] = (await wire.answer).split('\r\n\r\n');
  expect(JSON.parse(body)).toHaveLength(16);
  await stopped;
});

describe('idle connections', () => {
  test('are kept longer than load balancers keep theirs', async () => {
    const service = await startService();
    expect(
      (await service.call('GET', '/health', { headers: { connection: 'keep-alive' } })).headers,
    ).toMatchObject({
      'keep-alive': 'timeout=65',
    });
  });

  test('are kept as long as configured, whatever the timeout for headers', async () => {
    const service = await startService({ server: { keepAliveTimeout: 4_000, headersTimeout: 100 } });
    const wire = openWire(service);
    wire.socket.write(get('/health', 0));
    await expect.poll(() => answeredOn(wire)).toEqual([0]);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    wire.socket.write(get('/health', 1));
    await expect.poll(() => answeredOn(wire)).toEqual([0, 1]);
  });

  test('are closed after their timeout', async () => {
    const service = await startService({ server: { keepAliveTimeout: 100 } });
    const wire = openWire(service);
    wire.socket.write(get('/health', 0));
    expect(await wire.answer).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('a client that sends Expect: 100-continue', () => {
  const BODY = JSON.stringify([message()]);
  const HEADERS = {
    Host: 'x',
    Expect: '100-continue',
    'X-Wenet-Component-Apikey': 'key',
    'Content-Type': 'application/json',
    'Content-Length': String(BODY.length),
  };

  async function begin(line: string, headers: Readonly<Record<string, string>> = {}): Promise<Wire> {
    const wire = openWire(await startService({ apiKeys: parseApiKeys('key') }));
    const head = Object.entries({ ...HEADERS, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
    wire.socket.write(`${line} HTTP/1.1\r\n${head.join('')}\r\n`);
    return wire;
  }

  test('gets 100 Continue, and then the response', async () => {
    const wire = await begin('POST /messages');
    await expect.poll(wire.received).toBe('HTTP/1.1 100 Continue\r\n\r\n');
    wire.socket.write(BODY);
    await expect.poll(wire.received).toMatch(/^HTTP\/1\.1 201 /m);
    expect(wire.received()).not.toMatch(/^Connection: close/im);
  });

  test.each([
    ['400 for a parameter', 'POST /messages?partil=true', {}],
    ['400 for a body that is not taken', 'DELETE /messages?userId=u', {}],
    ['401', 'POST /messages', { 'X-Wenet-Component-Apikey': 'other' }],
    ['404', 'POST /nope', {}],
    ['405', 'PATCH /messages', {}],
    ['413', 'POST /messages', { 'Content-Length': '99999999' }],
    ['415', 'POST /messages', { 'Content-Type': 'text/plain' }],
  ])('is refused before with %s, and then the connection is closed', async (status, line, headers) => {
    const begun = performance.now();
    const answer = await (await begin(line, headers)).answer;
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status.slice(0, 3)} `));
    expect(answer).toMatch(/\r\nConnection: close\r\n/i);
    expect(performance.now() - begun).toBeLessThan(1_500);
  });

  test('keeps its connection if it has no body', async () => {
    const wire = openWire(await startService());
    wire.socket.write('GET /health HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n');
    await expect.poll(wire.received).toMatch(/HTTP\/1\.1 200 /);
    expect(wire.received()).toMatch(/\r\nConnection: keep-alive\r\n/i);
  });
});
