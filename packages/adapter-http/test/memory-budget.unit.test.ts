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
  share.forbidCutOff();
  for (let taken = 0; ; taken += 10) {
    try {
      share.take(10);
    } catch {
      return taken;
    }
  }
}

describe('a memory budget is never used up by one caller', () => {
  test('one request gets two thirds', () => {
    expect(mostOf(createMemoryBudget(LIMIT), undefined)).toBe(660);
  });

  test('each further key gets two thirds of the rest, however many requests the others have', () => {
    const open = createMemoryBudget(LIMIT);
    expect([mostOf(open, 'a'), mostOf(open, 'b'), mostOf(open, 'c')]).toEqual([660, 220, 80]);
    expect(mostOf(open, 'a')).toBe(0);
  });

  test('released bytes are available again', () => {
    const open = createMemoryBudget(LIMIT);
    const share = open('a');
    share.forbidCutOff();
    share.take(600);
    share.release();
    share.release();
    expect(mostOf(open, 'a')).toBe(660);
  });
});

describe('if memory is short', () => {
  test('the slowest request is cut off', () => {
    const open = createMemoryBudget(LIMIT);
    const slow = begin(open, undefined, 300);
    vi.advanceTimersByTime(100);
    const faster = begin(open, undefined, 300);
    vi.advanceTimersByTime(100);
    const next = begin(open, undefined, 300);
    expect([slow.lost, faster.lost, next.lost]).toEqual([true, false, false]);
  });

  test('a request that is slower than all others is rejected itself', () => {
    const open = createMemoryBudget(LIMIT);
    const slow = begin(open, undefined, 10);
    vi.advanceTimersByTime(1_000);
    const fast = [begin(open, undefined, 300), begin(open, undefined, 300)];
    expect(() => slow.share.take(300)).toThrow(UnavailableError);
    expect(fast.map(({ lost }) => lost)).toEqual([false, false]);
  });

  test('a request that has arrived completely is not cut off', () => {
    const open = createMemoryBudget(LIMIT);
    const whole = [begin(open, undefined, 300), begin(open, undefined, 300)];
    for (const { share } of whole) share.forbidCutOff();
    vi.advanceTimersByTime(1_000);
    expect(() => begin(open, undefined, 300)).toThrow(UnavailableError);
    expect(whole.map(({ lost }) => lost)).toEqual([false, false]);
  });

  test('the key that holds the most is cut off, however fast it is, starting with its slowest request', () => {
    const open = createMemoryBudget(LIMIT);
    const other = begin(open, 'b', 60);
    vi.advanceTimersByTime(100);
    const heavy = [begin(open, 'a', 200), begin(open, 'a', 400)];
    expect(heavy.map(({ lost }) => lost)).toEqual([false, false]);
    other.share.take(250);
    expect(heavy.map(({ lost }) => lost)).toEqual([true, false]);
    expect(other.lost).toBe(false);
  });

  test('the key that holds the most gets nothing from others', () => {
    const open = createMemoryBudget(LIMIT);
    const slow = begin(open, 'b', 10);
    vi.advanceTimersByTime(1_000);
    const whole = begin(open, 'a', 600);
    whole.share.forbidCutOff();
    expect(() => begin(open, 'a', 300)).toThrow(UnavailableError);
    expect(slow.lost).toBe(false);
  });
});
