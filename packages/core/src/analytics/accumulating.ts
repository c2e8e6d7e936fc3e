import type { Outcome } from './message-analysis.js';

/** How many different values are kept, and how many other things: pairs of a value and who has it, or lists. */
export interface Held {
  readonly values: number;
  readonly others: number;
}

/** Takes what it is given one by one, and answers a measure of all that it took. */
export interface Accumulator<T> {
  add(one: T): void;
  /** What it keeps, where that may be very much. */
  readonly held?: Held;
  outcome(): Outcome;
}
