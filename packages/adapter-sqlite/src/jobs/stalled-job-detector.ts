import type { LifeSign } from '../protocol/jobs.js';

/**
 * Tells which jobs have lost their process: those that showed the same number of beats in so many pulses of this one. Counting pulses
 * instead of time bears that clocks are set, and that the machine stands still or the file is locked for all processes alike.
 */
export class Silence {
  private known = new Map<number, LifeSign & { readonly pulses: number }>();

  /** @param most - How many pulses a process that lives may be silent. */
  constructor(private readonly most: number) {}

  /** @param signs - What was seen in a pulse. @returns Those that have been silent for too long. */
  after(signs: readonly LifeSign[]): readonly LifeSign[] {
    const seen = signs.map((sign) => {
      const last = this.known.get(sign.seq);
      const isSame = last !== undefined && last.token === sign.token && last.beats === sign.beats;
      return { ...sign, pulses: isSame ? last.pulses + 1 : 0 };
    });
    this.known = new Map(seen.map((sign) => [sign.seq, sign]));
    return seen.filter(({ pulses }) => pulses >= this.most);
  }
}
