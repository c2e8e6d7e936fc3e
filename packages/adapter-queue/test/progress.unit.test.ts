import { expect, test } from 'vitest';
import { QueueProgress } from '../dist/queue-progress.js';
import { Starvation } from '../dist/starvation.js';

test('a worker starves as long as jobs wait, it has room for them, and takes none', () => {
  const starvation = new Starvation();
  const hungry = { waiting: 3, hasRoom: true, taken: 5 };
  expect(starvation.after(hungry, 0)).toBe(0);
  expect([1, 2, 3].map((now) => starvation.after(hungry, now))).toEqual([0, 1, 2]);
  expect(starvation.after({ ...hungry, taken: 6 }, 4)).toBe(0);
  expect([5, 7].map((now) => starvation.after({ ...hungry, taken: 6 }, now))).toEqual([0, 2]);
  for (const other of [{ waiting: 0 }, { hasRoom: false }]) {
    expect(starvation.after({ ...hungry, taken: 6, ...other }, 8)).toBe(0);
    expect(starvation.after({ ...hungry, taken: 6 }, 9)).toBe(0);
    expect(starvation.after({ ...hungry, taken: 6 }, 10)).toBe(1);
  }
  starvation.forget();
  expect(starvation.after({ ...hungry, taken: 6 }, 11)).toBe(0);
});

test('nobody takes jobs where the same one waits the longest for ten seconds', () => {
  const progress = new QueueProgress();
  const refusal = { code: 'unavailable', message: expect.stringContaining('jobs have waited for 11 s') };
  progress.refuseStuck('one', 0);
  progress.refuseStuck('one', 9_999);
  expect(() => progress.refuseStuck('one', 11_500)).toThrow(expect.objectContaining(refusal));
  progress.refuseStuck('two', 12_000);
  progress.refuseStuck(undefined, 30_000);
  progress.refuseStuck(undefined, 60_000);
  progress.refuseStuck('one', 70_000);
});
