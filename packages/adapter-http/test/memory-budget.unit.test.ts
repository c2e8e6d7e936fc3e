import { UnavailableError } from '@memex/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMemoryBudget, type OpenShare } from '../dist/memory/memory-budget.js';

const LIMIT = 1_000;

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** A request that has begun to arrive; `lost` once it was cut off. */
function begin(open: OpenShare, key: string | undefined, bytes: number) {
  const share = open(key);
  const upload = { share, lost: false };
  share.allowCutOff(() => {
    upload.lost = true;
  });
  share.advance(bytes);
  share.take(bytes);
  return upload;
}

/** How many bytes a key can have, a few at a time, before it is refused. */
function mostOf(open: OpenShare, key: string | undefined): number {
  const share = open(key);
  share.settle();
  for (let taken = 0; ; taken += 10) {
    try {
      share.take(10);
    } catch {
      return taken;
    }
  }
}

describe('a budget of which nobody gets all', () => {
  test('gives one request two thirds', () => {
    expect(mostOf(createMemoryBudget(LIMIT), undefined)).toBe(660);
  });

  test('gives each key that comes next two thirds of what is left, however many requests the others have', () => {
    const open = createMemoryBudget(LIMIT);
    expect([mostOf(open, 'a'), mostOf(open, 'b'), mostOf(open, 'c')]).toEqual([660, 220, 80]);
    expect(mostOf(open, 'a')).toBe(0);
  });

  test('gives back what is released', () => {
    const open = createMemoryBudget(LIMIT);
    const share = open('a');
    share.settle();
    share.take(600);
    share.release();
    share.release();
    expect(mostOf(open, 'a')).toBe(660);
  });
});

describe('where room is short', () => {
  test('the slowest request is cut off', () => {
    const open = createMemoryBudget(LIMIT);
    const slow = begin(open, undefined, 300);
    vi.advanceTimersByTime(100);
    const faster = begin(open, undefined, 300);
    vi.advanceTimersByTime(100);
    const next = begin(open, undefined, 300);
    expect([slow.lost, faster.lost, next.lost]).toEqual([true, false, false]);
  });

  test('a request that is slower than all others is refused itself', () => {
    const open = createMemoryBudget(LIMIT);
    const slow = begin(open, undefined, 10);
    vi.advanceTimersByTime(1_000);
    const fast = [begin(open, undefined, 300), begin(open, undefined, 300)];
    expect(() => slow.share.take(300)).toThrow(UnavailableError);
    expect(fast.map(({ lost }) => lost)).toEqual([false, false]);
  });

  test('a request that has arrived whole is not cut off', () => {
    const open = createMemoryBudget(LIMIT);
    const whole = [begin(open, undefined, 300), begin(open, undefined, 300)];
    for (const { share } of whole) share.settle();
    vi.advanceTimersByTime(1_000);
    expect(() => begin(open, undefined, 300)).toThrow(UnavailableError);
    expect(whole.map(({ lost }) => lost)).toEqual([false, false]);
  });

  test('the key that holds the most loses to others, fast as it may be, and its slowest request first', () => {
    const open = createMemoryBudget(LIMIT);
    const other = begin(open, 'b', 60);
    vi.advanceTimersByTime(100);
    const heavy = [begin(open, 'a', 200), begin(open, 'a', 400)];
    expect(heavy.map(({ lost }) => lost)).toEqual([false, false]);
    other.share.take(250);
    expect(heavy.map(({ lost }) => lost)).toEqual([true, false]);
    expect(other.lost).toBe(false);
  });

  test('a key that holds the most takes nothing from others', () => {
    const open = createMemoryBudget(LIMIT);
    const slow = begin(open, 'b', 10);
    vi.advanceTimersByTime(1_000);
    const whole = begin(open, 'a', 600);
    whole.share.settle();
    expect(() => begin(open, 'a', 300)).toThrow(UnavailableError);
    expect(slow.lost).toBe(false);
  });
});
