import { mapInOrder } from '@memex/core/toolkit';
import { expect, test } from 'vitest';

/** A call that ends when it is told to. */
function controlled() {
  const waiting = new Map<number, (error?: Error) => void>();
  const signals: (AbortSignal | undefined)[] = [];
  const call = (item: number, { signal }: { readonly signal?: AbortSignal | undefined }) => {
    signals.push(signal);
    return new Promise<number>((resolve, reject) => {
      waiting.set(item, (error) => {
        waiting.delete(item);
        if (error === undefined) resolve(item * 10);
        else reject(error);
      });
    });
  };
  return { call, waiting, signals };
}

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

test('results come in the order of the items, whichever is there first', async () => {
  const { call, waiting } = controlled();
  const results = collect(mapInOrder([1, 2, 3], call, { atOnce: 3 }));
  await settle();
  for (const item of [3, 1, 2]) waiting.get(item)?.();
  expect(await results).toEqual([10, 20, 30]);
});

test('as many calls as allowed are under way, and no more, until a slow one has held back four times as many', async () => {
  const { call, waiting } = controlled();
  const begun: number[] = [];
  const items = Array.from({ length: 100 }, (_, index) => index);
  const results = mapInOrder(
    items,
    (item, options) => {
      begun.push(item);
      return call(item, options);
    },
    { atOnce: 4 },
  );
  const first = results.next();
  await settle();
  expect([...waiting.keys()]).toEqual([0, 1, 2, 3]);
  for (let round = 0; round < 20; round++) {
    for (const [item, finish] of waiting) if (item !== 0) finish();
    await settle();
    expect(waiting.size).toBeLessThanOrEqual(4);
  }
  expect(begun.length).toBeLessThanOrEqual(4 * 4 + 1);
  waiting.get(0)?.();
  expect(await first).toEqual({ done: false, value: 0 });
});

test('a failure comes in its turn, and aborts what is under way', async () => {
  const { call, waiting, signals } = controlled();
  const results = mapInOrder([1, 2, 3], call, { atOnce: 2 });
  const first = results.next();
  await settle();
  waiting.get(2)?.(new Error('two'));
  waiting.get(1)?.();
  expect(await first).toEqual({ done: false, value: 10 });
  await expect(results.next()).rejects.toThrow('two');
  expect(signals.every((signal) => signal?.aborted)).toBe(true);
});

test('a caller that stops early aborts what is under way, and no further call begins', async () => {
  const { call, waiting, signals } = controlled();
  const results = mapInOrder([1, 2, 3, 4, 5], call, { atOnce: 2 });
  const first = results.next();
  await settle();
  waiting.get(1)?.();
  await first;
  await results.return();
  await settle();
  expect(signals.at(-1)?.aborted).toBe(true);
  expect(signals.length).toBeLessThanOrEqual(3);
});

test('items are taken from their source as they are needed', async () => {
  let taken = 0;
  function* endless() {
    for (;;) yield taken++;
  }
  for await (const item of mapInOrder(endless(), async (one) => one, { atOnce: 2 })) if (item === 9) break;
  expect(taken).toBeLessThan(30);
});
