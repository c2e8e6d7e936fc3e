import { walkPages } from '@memex/core/toolkit';
import { describe, expect, test } from 'vitest';

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('walking pages', () => {
  /** Three pages of two numbers each. */
  function threePages() {
    const reads: number[] = [];
    const signals: (AbortSignal | undefined)[] = [];
    const walk = (signal?: AbortSignal) =>
      walkPages(
        0,
        async (page, options) => {
          reads.push(page);
          signals.push(options.signal);
          return { items: [page * 2, page * 2 + 1], next: page < 2 ? page + 1 : undefined };
        },
        { signal },
      );
    return { reads, signals, walk };
  }

  test('yields every item in order', async () => {
    const items: number[] = [];
    for await (const item of threePages().walk()) items.push(item);
    expect(items).toEqual([0, 1, 2, 3, 4, 5]);
  });

  test('reads one page ahead of the one whose items are taken, and no more', async () => {
    const { reads, walk } = threePages();
    const items = walk();
    await items.next();
    await settle();
    expect(reads).toEqual([0, 1]);
    await items.next();
    await settle();
    expect(reads).toEqual([0, 1]);
    await items.next();
    await settle();
    expect(reads).toEqual([0, 1, 2]);
  });

  test('aborts the reading when the caller stops early', async () => {
    const { signals, walk } = threePages();
    for await (const _ of walk()) break;
    expect(signals.map((signal) => signal?.aborted)).toEqual([true, true]);
  });

  test('yields the items before a page that fails', async () => {
    const items: number[] = [];
    const walk = async () => {
      const pages = walkPages(0, async (page) => {
        if (page === 1) throw new Error('the second page');
        return { items: [1, 2], next: page + 1 };
      });
      for await (const item of pages) items.push(item);
    };
    await expect(walk()).rejects.toThrow('the second page');
    expect(items).toEqual([1, 2]);
  });

  test('goes through empty pages', async () => {
    const items: number[] = [];
    const pages = walkPages(0, async (page) => ({
      items: page === 5 ? [7] : [],
      next: page < 9 ? page + 1 : undefined,
    }));
    for await (const item of pages) items.push(item);
    expect(items).toEqual([7]);
  });
});
