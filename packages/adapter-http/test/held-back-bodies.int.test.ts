import { gzipSync } from 'node:zlib';
import { parseApiKeys } from '@memex/adapter-http';
import { describe, expect, test } from 'vitest';
import { message } from './support/samples.js';
import { type Service, startService } from './support/service.js';
import { openWire } from './support/wire.js';

const BATCH = Buffer.from(JSON.stringify([message()]));
const MEBIBYTE = 1_048_576;

describe('bodies whose ends are delayed', () => {
  const MEMORY = { bodyMemory: MEBIBYTE };
  const padded = (bytes: number): Buffer => Buffer.concat([BATCH, Buffer.alloc(bytes - BATCH.length, ' ')]);

  /** Connections that have sent all of a body but its last byte. */
  function holdBack(to: Service, count: number, body: Buffer, headers: readonly string[] = []) {
    const head = [
      'POST /messages HTTP/1.1',
      'Host: x',
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
      ...headers,
    ];
    return Array.from({ length: count }, () => {
      const wire = openWire(to);
      wire.socket.write(`${head.join('\r\n')}\r\n\r\n`);
      wire.socket.write(body.subarray(0, -1));
      return wire;
    });
  }

  /** All that was sent before has been read by then. */
  async function settle(on: Service): Promise<void> {
    for (let time = 0; time < 20; time++) await on.call('GET', '/health');
  }

  test('take only as much memory as they have sent, and leave enough for others', async () => {
    const small = await startService(MEMORY);
    holdBack(small, 8, gzipSync(padded(0.9 * MEBIBYTE)), ['Content-Encoding: gzip']);
    await settle(small);
    expect((await small.call('POST', '/messages', { body: padded(0.6 * MEBIBYTE) })).status).toBe(201);
  });

  test('are cut off if others need the memory', async () => {
    const small = await startService(MEMORY);
    const slow = holdBack(small, 2, padded(0.4 * MEBIBYTE));
    await settle(small);
    expect((await small.call('POST', '/messages', { body: padded(0.6 * MEBIBYTE) })).status).toBe(201);
    const lost = await Promise.race(slow.map(({ answer }) => answer));
    expect(lost).toMatch(/^HTTP\/1\.1 503 .*\r\nRetry-After: 1\r\n.*too slowly/is);
    expect(small.errors).toEqual([]);
  });

  test('of one key leave enough memory for others', async () => {
    const apiKeys = parseApiKeys('slow,other,third');
    const small = await startService({ ...MEMORY, apiKeys });
    holdBack(small, 40, padded(0.1 * MEBIBYTE), ['X-Wenet-Component-Apikey: slow']);
    await settle(small);
    for (const key of ['other', 'third']) {
      const sent = { body: padded(0.4 * MEBIBYTE), headers: { 'x-wenet-component-apikey': key } };
      expect((await small.call('POST', '/messages', sent)).status).toBe(201);
    }
  });
});
