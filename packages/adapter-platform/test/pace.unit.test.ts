import { describe, expect, test } from 'vitest';
import { createPace } from '../src/pace.js';
import { BusyError } from '../src/retry.js';

const busy = (retryAfter?: number): BusyError => new BusyError(429, '', retryAfter);

describe('the pace of calls to a service', () => {
  test('lets nobody come before the time that the service named, and no later than the longest delay', async () => {
    const pace = createPace(16, 60);
    const began = performance.now();
    await pace.ready(undefined);
    pace.note(busy(40));
    await pace.ready(undefined);
    expect(performance.now() - began).toBeGreaterThanOrEqual(38);
    pace.note(busy(3_600_000));
    await pace.ready(undefined);
    pace.note('done');
  });

  test('ends the wait when the signal fires', async () => {
    const pace = createPace(16, 3_600_000);
    pace.note(busy(3_600_000));
    await expect(pace.ready(AbortSignal.timeout(5))).rejects.toThrow();
  });

  test('halves with each refusal, down to one at once, and grows again while calls succeed', async () => {
    const pace = createPace(16, 60);
    expect(await mostAtOnce(pace)).toBe(16);
    pace.note(busy());
    expect(await mostAtOnce(pace)).toBe(8);
    for (let count = 0; count < 10; count++) pace.note(busy());
    expect(await mostAtOnce(pace)).toBe(1);
    for (let count = 0; count < 1_000; count++) pace.note('done');
    expect(await mostAtOnce(pace)).toBe(16);
  });
});

/** How many of many calls run at the same time. */
async function mostAtOnce({ run }: ReturnType<typeof createPace>): Promise<number> {
  let [now, most] = [0, 0];
  const call = async (): Promise<void> => {
    most = Math.max(most, ++now);
    await new Promise((resolve) => setImmediate(resolve));
    now--;
  };
  await Promise.all(Array.from({ length: 50 }, () => run(call)));
  return most;
}
