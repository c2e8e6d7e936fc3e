import { type Failure, failureOf } from './failure.js';

/** The outcome of a request. */
export type RequestOutcome<R> = { readonly result: R } | { readonly failure: Failure };

/** Runs work that belongs to one request only. */
export function attempt<A>(work: () => A): RequestOutcome<A> {
  try {
    return { result: work() };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}
