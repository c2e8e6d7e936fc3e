/**
 * Numbers from 0 inclusive to 1 exclusive, the same for the same seed. For made-up data and tests, not for secrets.
 *
 * Source: {@link https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 | mulberry32}
 */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
