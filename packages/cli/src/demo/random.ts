/** A seeded source of choices: each demo has the same messages, only moved to the day on which it starts. */
export interface Choices {
  /** A number from 0 inclusive to 1 exclusive. */
  next(): number;
  /** One of some things, each as probable as its weight. */
  pick<T>(weighted: readonly (readonly [thing: T, weight: number])[]): T;
}

/** The mulberry32 generator. */
export function createChoices(seed: number): Choices {
  let state = seed | 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    pick: (weighted) => {
      let left = next() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
      const [found] =
        weighted.find(([, weight]) => {
          left -= weight;
          return left < 0;
        }) ??
        weighted[0] ??
        [];
      if (found === undefined) throw new RangeError('there is nothing to choose from');
      return found;
    },
  };
}
