import { seededRandom } from '@memex/core/toolkit';

/** A seeded source of choices: each demo has the same messages, only moved to the day on which it starts. */
export interface Choices {
  /** A number from 0 inclusive to 1 exclusive. */
  next(): number;
  /** One of some things, each as probable as its weight. */
  pick<T>(weighted: readonly (readonly [thing: T, weight: number])[]): T;
}

export function createChoices(seed: number): Choices {
  const next = seededRandom(seed);
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
