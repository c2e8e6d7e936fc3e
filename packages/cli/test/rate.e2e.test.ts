import { withoutRedis } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { batch, serveMemex } from './memex-process.js';
import { startOwnBroker } from './own-broker.js';

const skipped = withoutRedis();

/** More than the other process is sent by itself in the whole test. */
const RATE = 50;
const MAX_ROUNDS = 20;

async function store(url: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const { status } = await fetch(`${url}/messages`, { method: 'POST', headers, body: batch('m1') });
  return status;
}

/** Sends more than the rate, as often as it takes to be refused. */
async function useUp(url: string): Promise<void> {
  for (;;) {
    const statuses = await Promise.all(Array.from({ length: 2 * RATE }, () => store(url)));
    if (statuses.includes(429)) return;
  }
}

describe.skipIf(skipped !== '')(`WS_RATE with a broker${skipped}`, () => {
  test('counts over all processes, and each by itself while the broker is away', async () => {
    await using broker = await startOwnBroker();
    const settings = { ...broker.settings, WS_RATE: String(RATE), LOG_LEVEL: 'silent' };
    await using one = serveMemex(settings);
    await using other = serveMemex(settings);
    const [first, second] = [await one.url(), await other.url()];
    let isRefused = false;
    for (let round = 0; round < MAX_ROUNDS && !isRefused; round++) {
      await useUp(first);
      isRefused = (await store(second)) === 429;
    }
    expect(isRefused).toBe(true);
    await broker.redis.freeze();
    expect(await store(second)).toBe(201);
    await broker.redis.kill();
    await useUp(first);
    expect(await store(second)).toBe(201);
  });
});
