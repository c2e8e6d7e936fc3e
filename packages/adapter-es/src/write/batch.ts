import type { Result } from './operation.js';

/** The writes of one call: done when each has its result. */
export class Batch {
  private readonly results: Result[] = [];
  private failure: Error | undefined;
  private left: number;

  constructor(
    size: number,
    /** When its writes are no longer tried again, in milliseconds since the epoch. */
    readonly deadline: number,
    private readonly done: (outcome: readonly Result[] | Error) => void,
  ) {
    this.left = size;
  }

  settle(index: number, outcome: Result | Error): void {
    if (outcome instanceof Error) this.failure ??= outcome;
    else this.results[index] = outcome;
    if (--this.left === 0) this.done(this.failure ?? this.results);
  }
}
