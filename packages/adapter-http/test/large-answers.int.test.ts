import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parseApiKeys } from '@memex/adapter-http';
import { createMemoryStore } from '@memex/core/memory';
import { describe, expect, test } from 'vitest';
import { message, RANGE } from './support/samples.js';
import { type Service, type Settings, startService } from './support/service.js';
import { openWire, type Wire } from './support/wire.js';

const MEBIBYTE = 1_048_576;
const TARGET = `/messages?${RANGE}&maxSize=10000`;

/** A service with messages of nearly half a mebibyte, the text of each another one and not all of it ASCII. */
async function startFilled(messages: number, settings: Settings = {}): Promise<Service> {
  const service = await startService(settings);
  for (let number = 0; number < messages; number++) {
    const value = `${number} é ☃ 🦆 `.padEnd(MEBIBYTE / 2 - 1_000, 'x');
    await service.memex.untrusted.messages.append([
      message({ messageId: `m${number}`, content: { type: 'text', value } }),
    ]);
  }
  return service;
}

function ask(service: Service, target: string, headers: readonly string[] = []): Wire {
  const wire = openWire(service);
  wire.socket.write(`GET ${target} HTTP/1.1\r\n${['Host: x', ...headers].join('\r\n')}\r\n\r\n`);
  return wire;
}

describe('a large page', () => {
  test('arrives complete, with its length, compressed or not', async () => {
    const service = await startFilled(8);
    const plain = await service.call('GET', TARGET);
    expect(plain.body).toHaveLength(8);
    expect(plain.headers['content-length']).toBe(String(plain.bytes.length));
    const head = await service.call('HEAD', TARGET);
    expect(head.headers['content-length']).toBe(String(plain.bytes.length));
    for (const [encoding, inflate] of [
      ['gzip', gunzipSync] as const,
      ['br', brotliDecompressSync] as const,
    ]) {
      const answer = await service.call('GET', TARGET, { headers: { 'accept-encoding': encoding } });
      expect(answer.headers['content-encoding']).toBe(encoding);
      expect(inflate(answer.bytes).equals(plain.bytes)).toBe(true);
    }
  });

  test('with many short messages arrives complete', async () => {
    const service = await startService();
    const texts = Array.from({ length: 3_000 }, (_, number) => `${'x'.repeat(number % 50)} ☃ ${number}`);
    await service.memex.untrusted.messages.append(
      texts.map((value, number) => message({ messageId: `m${number}`, content: { type: 'text', value } })),
    );
    const { body } = await service.call('GET', TARGET);
    const values = (body as readonly { readonly content: { readonly value: string } }[]).map(
      ({ content }) => content.value,
    );
    expect(values).toEqual(texts);
  });

  test('consists of one message if that is large', async () => {
    const service = await startFilled(1);
    const { body, bytes, headers } = await service.call('GET', '/message?messageId=m0&userId=u1');
    expect(body).toMatchObject({ messageId: 'm0' });
    expect(headers['content-length']).toBe(String(bytes.length));
  });
});

describe('large pages share a memory budget', () => {
  /** Room for one page at a time, of which all takes two thirds. */
  const MEMORY = { answerMemory: 18 * MEBIBYTE };

  /** A client that asks for a page and does not read it: what the system takes for it is less than the page. */
  async function stall(service: Service, headers: readonly string[] = []): Promise<Wire> {
    const before = service.records.length;
    const wire = ask(service, TARGET, headers);
    wire.socket.pause();
    await expect.poll(() => service.records.length).toBe(before + 1);
    return wire;
  }

  test('a page that nobody reads gives way to the next, and a short one does not wait', async () => {
    const service = await startFilled(20, MEMORY);
    await stall(service);
    const next = ask(service, TARGET, ['Connection: close']);
    expect((await service.call('GET', `/messages?${RANGE}&maxSize=1`)).status).toBe(200);
    expect(next.received()).toBe('');
    const [, body = ''] = (await next.answer).split('\r\n\r\n');
    expect(JSON.parse(body)).toHaveLength(20);
  });

  test('a page whose client disconnects gives its memory back', async () => {
    const service = await startFilled(20, MEMORY);
    const timed = async (): Promise<number> => {
      const begun = performance.now();
      expect((await service.call('GET', TARGET)).status).toBe(200);
      return performance.now() - begun;
    };
    const alone = await timed();
    const milliseconds: number[] = [];
    for (let time = 0; time < 5; time++) {
      (await stall(service)).socket.destroy();
      milliseconds.push(await timed());
    }
    // Were it to be cut off first, each would take longer than that.
    expect(Math.min(...milliseconds)).toBeLessThan(alone + 1_000);
  });

  test('pages of one key leave enough memory for others', async () => {
    const service = await startFilled(20, { ...MEMORY, apiKeys: parseApiKeys('slow,other') });
    await stall(service, ['X-Wenet-Component-Apikey: slow']);
    const next = ask(service, TARGET, ['X-Wenet-Component-Apikey: slow']);
    const headers = { 'x-wenet-component-apikey': 'other' };
    expect((await service.call('GET', `/messages?${RANGE}&maxSize=3`, { headers })).status).toBe(200);
    expect(next.received()).toBe('');
    await expect.poll(next.received, { timeout: 5_000 }).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('a page that fails gives its memory back', async () => {
    const service = await startFilled(1, MEMORY);
    for (let time = 0; time < 5; time++) {
      expect((await service.call('GET', `${TARGET}&cursor=x`)).status).toBe(400);
    }
    expect((await service.call('GET', TARGET)).status).toBe(200);
  });

  test('only a few pages are read at a time', async () => {
    const store = createMemoryStore();
    let [reading, most] = [0, 0];
    const page: typeof store.messages.page = async (...parameters) => {
      most = Math.max(most, ++reading);
      await new Promise((resolve) => setTimeout(resolve, 10));
      return store.messages.page(...parameters).finally(() => reading--);
    };
    const messages = new Proxy(store.messages, {
      get: (target, property) => (property === 'page' ? page : Reflect.get(target, property)),
    });
    const service = await startFilled(4, { store: { ...store, messages } });
    const answers = await Promise.all(Array.from({ length: 30 }, () => service.call('GET', TARGET)));
    expect(answers.map(({ status }) => status)).toEqual(new Array(30).fill(200));
    expect(most).toBeLessThanOrEqual(5);
  });
});

describe('files of the interactive documentation', () => {
  const FILE = '/documentation/ui/swagger-ui-bundle.js';

  test('have a version, so that a client does not fetch them again', async () => {
    const service = await startService();
    const { status, headers, bytes } = await service.call('GET', FILE);
    expect(status).toBe(200);
    expect(headers['content-length']).toBe(String(bytes.length));
    const again = await service.call('GET', FILE, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect(again).toMatchObject({ status: 304, text: '' });
    const other = await service.call('GET', FILE, { headers: { 'if-none-match': 'W/"other"' } });
    expect(other.bytes.equals(bytes)).toBe(true);
  });

  test('are compressed on request', async () => {
    const service = await startService();
    const plain = await service.call('GET', FILE);
    const { bytes, headers } = await service.call('GET', FILE, { headers: { 'accept-encoding': 'gzip' } });
    expect(headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(bytes).equals(plain.bytes)).toBe(true);
  });
});
