import { NO_CODE } from '../columns/dictionary.js';
import type { Segment } from '../columns/segment.js';
import type { Cells } from './cells.js';

/** The cells of a segment, and who each of them is counted for: nobody ({@link NO_CODE}), or one user or conversation. */
export interface CountedCells extends Cells {
  readonly segment: Segment;
  /** Undefined where messages are counted. */
  readonly who: Int32Array | undefined;
}

/** Counts the users or conversations that have each value. */
export function countPairs(found: readonly CountedCells[], counts: Float64Array, identities: number): void {
  const add = (value: number): void => {
    counts[value] = (counts[value] ?? 0) + 1;
  };
  if (counts.length * identities <= MAX_MARKS) {
    markPairs(found, counts.length, identities, add);
    return;
  }
  const pairs = pairsIn(found);
  for (let index = 0; index < pairs.length; index++) {
    const pair = pairs[index] ?? 0;
    if (index === 0 || pair !== pairs[index - 1]) add(Math.floor(pair / MAX_IDENTITIES));
  }
}

/** Up to so many pairs, a mark for each is faster than sorting them. */
const MAX_MARKS = 16_000_000;

function markPairs(
  found: readonly CountedCells[],
  values: number,
  identities: number,
  add: (value: number) => void,
): void {
  const marks = new Uint8Array(identities * values);
  for (const { values: own, who } of found) {
    if (who === undefined) continue;
    for (let cell = 0; cell < own.length; cell++) {
      const [value, one] = [own[cell] ?? 0, who[cell] ?? NO_CODE];
      const pair = value * identities + one;
      if (one === NO_CODE || marks[pair] === 1) continue;
      marks[pair] = 1;
      add(value);
    }
  }
}

/** More identities than a dictionary holds, and few enough for a pair to be an exact number. */
const MAX_IDENTITIES = 2 ** 26;

/** Each value with each user or conversation that has it, as one number, in order; none where messages are counted. */
function pairsIn(found: readonly CountedCells[]): Float64Array {
  const pairs = new Float64Array(found.reduce((sum, { who }) => sum + (who?.length ?? 0), 0));
  let count = 0;
  for (const { values, who } of found) {
    if (who === undefined) continue;
    for (let cell = 0; cell < values.length; cell++) {
      const one = who[cell] ?? NO_CODE;
      if (one !== NO_CODE) pairs[count++] = (values[cell] ?? 0) * MAX_IDENTITIES + one;
    }
  }
  return pairs.subarray(0, count).sort();
}
