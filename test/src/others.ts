import { setTimeout as delay } from 'node:timers/promises';
import type { Call, Client } from './client.js';
import { quantile } from './median.js';

/** A call of the others begins each so many milliseconds, whether the one before is answered or not. */
const CALL_MS = 4;

/** The time within which 99 of 100 calls of a client that does nothing wrong are answered, in milliseconds. Throws where one fails. */
export async function p99OfOthers(client: Client, call: Call, forMs: number): Promise<number> {
  const times: number[] = [];
  const calls: Promise<void>[] = [];
  const makeOne = async (): Promise<void> => {
    const begin = performance.now();
    const { status } = await client.send(call);
    if (status >= 300) throw new Error(`others were answered ${status}`);
    times.push(performance.now() - begin);
  };
  const end = performance.now() + forMs;
  while (performance.now() < end) {
    calls.push(makeOne());
    await delay(CALL_MS);
  }
  await Promise.all(calls);
  return quantile(times, 0.99);
}
