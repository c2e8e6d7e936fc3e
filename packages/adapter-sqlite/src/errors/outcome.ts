import { type Failure, failureOf } from './failure.js';

/** What came of a request. */
export type Outcome<R> = { readonly result: R } | { readonly failure: Failure };

/** What comes of work that is not shared with other requests. */
export function attempt<A>(work: () => A): Outcome<A> {
  try {
    return { result: work() };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}
