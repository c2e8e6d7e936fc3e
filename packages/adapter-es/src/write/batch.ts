import type { WriteOutcome } from './bulk-request.js';

/** The writes of one call. It is done when each has an outcome. */
export class WriteBatch {
  private readonly outcomes: WriteOutcome[] = [];
  private failure: Error | undefined;
  private left: number;

  constructor(
    size: number,
    /** When its writes are no longer retried, in milliseconds since the epoch. */
    readonly deadline: number,
    private readonly done: (outcome: readonly WriteOutcome[] | Error) => void,
  ) {
    this.left = size;
  }

  settle(index: number, outcome: WriteOutcome | Error): void {
    if (outcome instanceof Error) this.failure ??= outcome;
    else this.outcomes[index] = outcome;
    if (--this.left === 0) this.done(this.failure ?? this.outcomes);
  }
}
