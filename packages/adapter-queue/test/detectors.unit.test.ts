import { expect, test } from 'vitest';
import { StarvationDetector } from '../dist/starvation-detector.js';
import { StuckQueueDetector } from '../dist/stuck-queue-detector.js';

test('a worker is starving while jobs wait and it takes none, although it has room', () => {
  const starvation = new StarvationDetector();
  const hungry = { waiting: 3, hasRoom: true, taken: 5 };
  expect(starvation.observe(hungry, 0)).toBe(0);
  expect([1, 2, 3].map((now) => starvation.observe(hungry, now))).toEqual([0, 1, 2]);
  expect(starvation.observe({ ...hungry, taken: 6 }, 4)).toBe(0);
  expect([5, 7].map((now) => starvation.observe({ ...hungry, taken: 6 }, now))).toEqual([0, 2]);
  for (const other of [{ waiting: 0 }, { hasRoom: false }]) {
    expect(starvation.observe({ ...hungry, taken: 6, ...other }, 8)).toBe(0);
    expect(starvation.observe({ ...hungry, taken: 6 }, 9)).toBe(0);
    expect(starvation.observe({ ...hungry, taken: 6 }, 10)).toBe(1);
  }
  starvation.forget();
  expect(starvation.observe({ ...hungry, taken: 6 }, 11)).toBe(0);
});

test('a queue is stuck once the same job has been next in line for ten seconds', () => {
  const progress = new StuckQueueDetector();
  const stuck = { code: 'unavailable', message: expect.stringContaining('jobs have waited for 11 s') };
  progress.throwIfStuck('one', 0);
  progress.throwIfStuck('one', 9_999);
  expect(() => progress.throwIfStuck('one', 11_500)).toThrow(expect.objectContaining(stuck));
  progress.throwIfStuck('two', 12_000);
  progress.throwIfStuck(undefined, 30_000);
  progress.throwIfStuck(undefined, 60_000);
  progress.throwIfStuck('one', 70_000);
});
