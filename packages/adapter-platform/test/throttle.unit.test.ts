import { describe, expect, test } from 'vitest';
import { BusyError } from '../src/retry.js';
import { createThrottle } from '../src/throttle.js';

const busy = (retryAfterMs?: number): BusyError => new BusyError(429, '', retryAfterMs);

describe('the throttle of a service', () => {
  test('delays every call as long as the service asked for, but not longer than the longest delay', async () => {
    const throttle = createThrottle(16, 60);
    const began = performance.now();
    await throttle.waitUntilReady(undefined);
    throttle.record(busy(40));
    await throttle.waitUntilReady(undefined);
    expect(performance.now() - began).toBeGreaterThanOrEqual(38);
    throttle.record(busy(3_600_000));
    await throttle.waitUntilReady(undefined);
    throttle.record('done');
  });

  test('stops waiting when the signal fires', async () => {
    const throttle = createThrottle(16, 3_600_000);
    throttle.record(busy(3_600_000));
    await expect(throttle.waitUntilReady(AbortSignal.timeout(5))).rejects.toThrow();
  });

  test('halves the concurrency with each refusal, down to one, and raises it again while calls succeed', async () => {
    const throttle = createThrottle(16, 60);
    expect(await mostAtOnce(throttle)).toBe(16);
    throttle.record(busy());
    expect(await mostAtOnce(throttle)).toBe(8);
    for (let count = 0; count < 10; count++) throttle.record(busy());
    expect(await mostAtOnce(throttle)).toBe(1);
    for (let count = 0; count < 1_000; count++) throttle.record('done');
    expect(await mostAtOnce(throttle)).toBe(16);
  });
});

/** The most calls that run at the same time. */
async function mostAtOnce({ run }: ReturnType<typeof createThrottle>): Promise<number> {
  let [now, most] = [0, 0];
  const call = async (): Promise<void> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
  };
  await Promise.all(Array.from({ length: 50 }, () => run(call)));
  return most;
}
