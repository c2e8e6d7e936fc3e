import { expect, test } from 'vitest';
import { LargeAnswerError } from '../src/cluster/failure.js';
import type { SortedDocument } from '../src/document/hit.js';
import { inSlices, type ReadSlice, SliceGuess } from '../src/read/slices.js';

const MEBI = 1_048_576;

interface Asked {
  readonly size: number;
  readonly bytes: number;
}

/** Reads documents of these sizes as a cluster would, and notes what it was asked for. */
async function walk(
  sizes: readonly number[],
  { guess = new SliceGuess(), ...options }: { readonly guess?: SliceGuess; readonly wanted?: number } = {},
) {
  const asked: Asked[] = [];
  const broken: Asked[] = [];
  const read: ReadSlice<SortedDocument> = async (
    { size, search_after: [last = -1] = [] },
    { maxAnswerBytes },
  ) => {
    const start = Number(last) + 1;
    const found = sizes.slice(start, start + size);
    const bytes = found.reduce((sum, one) => sum + one, 0);
    const isLarge = maxAnswerBytes !== undefined && bytes > maxAnswerBytes;
    (isLarge ? broken : asked).push({ size, bytes });
    if (isLarge) throw new LargeAnswerError(undefined);
    return found.map((one, index) => ({
      place: { index: 'i', id: String(start + index) },
      source: 'x'.repeat(one),
      values: [start + index],
    }));
  };
  const ids: string[] = [];
  for await (const documents of inSlices(read, guess, options)) {
    ids.push(...documents.map(({ place }) => place.id));
    if (ids.length >= (options.wanted ?? Number.POSITIVE_INFINITY)) break;
  }
  return { ids, asked, broken };
}

const small = (count: number) => Array.from({ length: count }, () => 500);
const large = (count: number) => Array.from({ length: count }, () => MEBI);

test('a page of a thousand small documents takes two searches at first, and one afterwards', async () => {
  const guess = new SliceGuess();
  const first = await walk(small(5_000), { guess, wanted: 1_001 });
  expect(first.asked.map(({ size }) => size)).toEqual([50, 951]);
  const second = await walk(small(5_000), { guess, wanted: 1_001 });
  expect(second.asked.map(({ size }) => size)).toEqual([1_001]);
});

test('however sizes change, each document is read once, and no answer is larger than 16 MiB', async () => {
  const sizes = [
    ...small(3_000),
    ...large(40),
    ...small(100),
    ...large(3),
    ...small(2_000),
    30 * MEBI,
    ...small(5),
  ];
  const { ids, asked, broken } = await walk(sizes);
  // Where small ones end, twice; where one is larger than an answer may be.
  expect(broken.length).toBeLessThanOrEqual(9);
  expect(ids).toEqual(sizes.map((_, index) => String(index)));
  for (const { size, bytes } of asked) if (size > 1) expect(bytes).toBeLessThanOrEqual(16 * MEBI);
});

test('large documents are read a few at a time once they are known to be large', async () => {
  const { asked, broken } = await walk(large(100));
  expect(broken.length).toBeLessThanOrEqual(2);
  expect(Math.max(...asked.slice(1).map(({ bytes }) => bytes))).toBeLessThanOrEqual(4 * MEBI);
});
