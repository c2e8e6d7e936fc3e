import type { Outcome } from './message-analysis.js';

/** Takes what it is given one by one, and answers a measure of all that it took. */
export interface Accumulator<T> {
  add(one: T): void;
  outcome(): Outcome;
}
