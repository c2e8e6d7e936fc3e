import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { AnalyticalStore } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { withFaults } from '@memex/core/testing';
import { describe, expect, test } from 'vitest';
import { createGate } from './support/gate.js';
import { message } from './support/samples.js';
import { type Service, startService } from './support/service.js';

const SILENCE = { silenceMs: 1 };

/** A service on 2,500 messages, whose store gives its page only when the gate is opened. */
async function slowService(after: number): Promise<{ slow: Service; quick: Service; open: () => void }> {
  const store = createMemoryStore();
  const quick = await startService({ store });
  for (let start = 0; start < 2_500; start += 500)
    await quick.memex.untrusted.messages.append(
      Array.from({ length: 500 }, (_, index) =>
        message({
          messageId: `m${start + index}`,
          userId: 'anna',
          timestamp: new Date(Date.UTC(2026, 2, 1) + (start + index) * 1_000).toISOString(),
        }),
      ),
    );
  const gate = createGate();
  const messages = withFaults(store.messages, {
    method: 'page',
    after,
    times: 1,
    fault: { kind: 'delay', until: gate.pass },
  });
  // A copy that has all methods of the store, of which none fails.
  const slowStore: AnalyticalStore = { ...withFaults(store, { times: 0, fault: FAULT }), messages };
  const slow = await startService({ store: slowStore, ...SILENCE });
  return { slow, quick, open: gate.open };
}

const FAULT = { kind: 'fail', error: new Error('never') } as const;

/** Calls it, opens the gate when so many bytes came in pieces of their own, and reads all. */
function readSlowly(
  url: string,
  target: string,
  { open, pieces, headers = {} }: { open: () => void; pieces: number; headers?: Record<string, string> },
): Promise<{ status: number; bytes: Buffer; early: Buffer }> {
  return new Promise((resolve, reject) => {
    const call = request(`${url}${target}`, { headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      let early = Buffer.alloc(0);
      response.on('data', (part: Buffer) => {
        parts.push(part);
        if (parts.length !== pieces) return;
        early = Buffer.concat(parts);
        open();
      });
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, bytes: Buffer.concat(parts), early }),
      );
    });
    call.on('error', reject);
    call.end();
  });
}

const TARGETS = [
  '/export/messages',
  '/export/messages?format=csv',
  '/export/messages?format=parquet',
  '/export/messages?userId=anna&project=app',
  '/export/user?userId=anna',
] as const;

describe('an export from a store whose page does not come', () => {
  test.each(TARGETS)('sends bytes of %s before the first, and the file is the same', async (target) => {
    const { slow, quick, open } = await slowService(0);
    const { status, bytes, early } = await readSlowly(slow.url, target, { open, pieces: 20 });
    expect(status).toBe(200);
    expect(early).toHaveLength(20);
    expectSame(bytes, (await quick.call('GET', target)).bytes);
  });

  test.each(TARGETS)('sends bytes of %s before the second, and the file is the same', async (target) => {
    const { slow, quick, open } = await slowService(1);
    const { bytes } = await readSlowly(slow.url, target, { open, pieces: 40 });
    expectSame(bytes, (await quick.call('GET', target)).bytes);
  });

  test.each(TARGETS.filter((target) => !target.includes('parquet')))(
    'sends them compressed of %s too',
    async (target) => {
      const { slow, quick, open } = await slowService(0);
      const { bytes } = await readSlowly(slow.url, target, {
        open,
        pieces: 20,
        headers: { 'accept-encoding': 'gzip' },
      });
      expectSame(gunzipSync(bytes), (await quick.call('GET', target)).bytes);
    },
  );

  test('that fails at once has its status', async () => {
    const { slow, open } = await slowService(0);
    open();
    const { status } = await slow.call('GET', '/export/messages?format=xml');
    expect(status).toBe(400);
  });
});

/** White space at the beginning is a part of the first line of JSON. A summary tells when it was made. */
function expectSame(bytes: Buffer, wanted: Buffer): void {
  const comparable = (one: Buffer): string =>
    one
      .toString('latin1')
      .trimStart()
      .replace(/"createdAt":"[^"]+"/, '');
  expect(comparable(bytes)).toBe(comparable(wanted));
}
