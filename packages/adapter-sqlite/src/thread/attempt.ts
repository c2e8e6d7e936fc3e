import { failureOf } from './failure.js';
import type { Outcome } from './protocol.js';

/** What comes of work that is not shared with other requests. */
export function attempt<A>(work: () => A): Outcome<A> {
  try {
    return { result: work() };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}
