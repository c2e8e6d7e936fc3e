import { seededRandom } from '@memex/core/toolkit';

/** A seeded source of choices: the same seed makes the same choices, so that every run can be repeated. */
export interface Random {
  /** A number from 0 inclusive to 1 exclusive. */
  next(): number;
  /** An integer from 0 inclusive to `below` exclusive. */
  int(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
}

export function createRandom(seed: number): Random {
  const next = seededRandom(seed);
  const int = (below: number): number => Math.floor(next() * below);
  return { next, int, pick: (from) => from[int(from.length)] ?? from[0] };
}
