/** A seeded source of choices: the same seed makes the same choices, so that every run can be repeated. */
export interface Random {
  /** A number from 0 inclusive to 1 exclusive. */
  next(): number;
  /** An integer from 0 inclusive to `below` exclusive. */
  int(below: number): number;
  pick<T>(from: readonly [T, ...T[]]): T;
}

/** The mulberry32 generator. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const int = (below: number): number => Math.floor(next() * below);
  return { next, int, pick: (from) => from[int(from.length)] ?? from[0] };
}
