import { type CountedCells, countPairs } from './pairs.js';

/** How many of a selection have each value, in lists that are used again for the next selection. */
export class TermCounts {
  /** By the number of the value. */
  counts = new Float64Array(0);
  /** A message that has the value; 0: none has. */
  private ids = new Float64Array(0);
  private seen = new Int32Array(0);
  private length = 0;

  /** The values that there are, each once. */
  get present(): Int32Array {
    return this.seen.subarray(0, this.length);
  }

  idOf(value: number): number {
    return this.ids[value] ?? 0;
  }

  /**
   * Counts anew.
   *
   * @param size - Numbers of values are below.
   * @param identities - How many users or conversations there are; 0 where messages are counted.
   */
  count(found: readonly CountedCells[], size: number, identities: number): void {
    this.clear(size);
    const { counts, ids, seen } = this;
    for (const { segment, rows, values, who } of found) {
      const counted = who === undefined ? 1 : 0;
      for (let cell = 0; cell < values.length; cell++) {
        const value = values[cell] ?? 0;
        counts[value] = (counts[value] ?? 0) + counted;
        if (ids[value] !== 0) continue;
        ids[value] = segment.ids[rows[cell] ?? 0] ?? 0;
        seen[this.length++] = value;
      }
    }
    if (identities > 0) countPairs(found, counts, identities);
  }

  private clear(size: number): void {
    for (const value of this.present) {
      this.counts[value] = 0;
      this.ids[value] = 0;
    }
    this.length = 0;
    if (this.counts.length >= size) return;
    this.counts = new Float64Array(size);
    this.ids = new Float64Array(size);
    this.seen = new Int32Array(size);
  }
}
