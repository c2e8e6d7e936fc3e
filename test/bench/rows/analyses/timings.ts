import { median } from '../../../src/median.js';
import type { Note, Side } from '../../row.js';

/** Answers a question; how many milliseconds it took. */
export type Ask<Q> = (question: Q) => Promise<number>;

/** What both sides took for each question. Each turn counts but the first, which warms up. */
export class Timings<Q extends { readonly name: string }> {
  private readonly memex = new Map<Q, number[]>();
  private readonly bare = new Map<Q, number[]>();

  constructor(
    private readonly questions: readonly Q[],
    private readonly atLeast: number,
  ) {}

  sides(
    memex: { readonly ask: Ask<Q>; readonly end: () => PromiseLike<void> },
    bare: { readonly ask: Ask<Q>; readonly end: () => PromiseLike<void> },
  ): { readonly memex: Side; readonly bare: Side } {
    return {
      memex: { measure: () => this.measure(memex.ask, this.memex), [Symbol.asyncDispose]: memex.end },
      bare: { measure: () => this.measure(bare.ask, this.bare), [Symbol.asyncDispose]: bare.end },
    };
  }

  /** The questions that are slowest beside the other side. Each must hold what the row must. */
  note(): Note {
    const ratios = this.questions.map((question) => {
      const [memex, bare] = [this.memex, this.bare].map((times) =>
        median((times.get(question) ?? []).slice(1)),
      );
      return { name: question.name, memex: memex ?? Number.NaN, bare: bare ?? Number.NaN };
    });
    const slowest = ratios.sort((a, b) => a.bare / a.memex - b.bare / b.memex).slice(0, 3);
    const text = slowest.map(
      ({ name, memex, bare }) =>
        `${name} ${(bare / memex).toFixed(2)} (${memex.toFixed(1)} ms against ${bare.toFixed(1)})`,
    );
    return {
      text: `slowest: ${text.join(', ')}`,
      holds: slowest.every(({ memex, bare }) => bare / memex >= this.atLeast),
    };
  }

  /** @returns Answers a second, where each question takes its median. */
  private async measure(ask: Ask<Q>, times: Map<Q, number[]>): Promise<number> {
    let total = 0;
    for (const question of this.questions) {
      const taken: number[] = [];
      for (let time = 0; time < TIMES; time++) taken.push(await ask(question));
      times.set(question, [...(times.get(question) ?? []), median(taken)]);
      total += median(taken);
    }
    return (this.questions.length / total) * 1_000;
  }
}

const TIMES = 3;
