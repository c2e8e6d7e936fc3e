import { createMemex, UnavailableError } from '@memex/core';
import { createMemoryStore } from '@memex/core/memory';
import { withFaults } from '@memex/core/testing';
import { describe, expect, test } from 'vitest';
import { request } from './samples.js';

const lost = new UnavailableError('the store', { reason: 'the connection broke' });

async function memexWith(
  plan: Parameters<typeof withFaults<ReturnType<typeof createMemoryStore>['messages']>>[1],
) {
  const store = createMemoryStore();
  const memex = createMemex({ store: { ...store, messages: withFaults(store.messages, plan) } });
  await memex.start();
  return memex;
}

describe('a port with faults', () => {
  test('fails the calls that the plan names, and only those', async () => {
    const memex = await memexWith({
      method: 'append',
      after: 1,
      times: 1,
      fault: { kind: 'fail', error: lost },
    });
    const [traceId] = await memex.untrusted.messages.append([request()]);
    await expect(memex.untrusted.messages.append([request()])).rejects.toBe(lost);
    await expect(memex.untrusted.messages.find({ traceId })).resolves.toMatchObject({ traceId });
    await expect(memex.untrusted.messages.append([request()])).resolves.toHaveLength(1);
  });

  test('a client that repeats a call whose answer was lost stores once, with its key', async () => {
    const memex = await memexWith({
      method: 'appendOnce',
      times: 1,
      fault: { kind: 'drop-answer', error: lost },
    });
    const batch = [request(), request()];
    await expect(memex.untrusted.messages.append(batch, { idempotencyKey: 'k' })).rejects.toBe(lost);
    const traceIds = await memex.untrusted.messages.append(batch, { idempotencyKey: 'k' });
    const range = { project: 'app', fromTime: '2026-01-01', toTime: '2026-12-31' };
    const { entries } = await memex.untrusted.messages.page(range);
    expect(entries.map(({ traceId }) => traceId)).toEqual(traceIds);
  });

  test('a delayed call waits for its condition', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const memex = await memexWith({ method: 'find', fault: { kind: 'delay', until: () => released } });
    const [traceId] = await memex.untrusted.messages.append([request()]);
    let found = false;
    const finding = memex.untrusted.messages.find({ traceId }).then(() => {
      found = true;
    });
    await memex.untrusted.messages.append([request()]);
    expect(found).toBe(false);
    release();
    await finding;
    expect(found).toBe(true);
  });
});
