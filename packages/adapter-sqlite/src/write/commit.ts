import { RESULT, resultCodeOf } from '../driver/result-code.js';
import { failureOf, RequestError } from '../errors/failure.js';
import type { Outcome } from '../errors/outcome.js';
import type { Connection } from '../schema/connection.js';

export interface Work<Q, R> {
  /** Throws a `RequestError` before it has written anything; whatever else it throws ends the transaction. */
  readonly perform: (request: Q) => R;
  /** Called within each transaction, before anything is performed. */
  readonly onBegun?: () => void;
  /** Called when what was performed has been undone. */
  readonly onUndone?: () => void;
}

/** Performs all requests in one transaction or, where one makes it fail, each in its own: it does not fail the others. */
export function commit<Q, R>(
  connection: Connection,
  requests: readonly Q[],
  work: Work<Q, R>,
): readonly Outcome<R>[] {
  const { perform, onBegun, onUndone } = work;
  try {
    return connection.transaction(() => {
      onBegun?.();
      return requests.map((request) => attempt(perform, request));
    });
  } catch (error) {
    onUndone?.();
    if (requests.length === 1 || isLocked(error)) return requests.map(() => ({ failure: failureOf(error) }));
    return requests.flatMap((request) => commit(connection, [request], work));
  }
}

function attempt<Q, R>(perform: (request: Q) => R, request: Q): Outcome<R> {
  try {
    return { result: perform(request) };
  } catch (error) {
    if (error instanceof RequestError) return { failure: error.failure };
    throw error;
  }
}

function isLocked(error: unknown): boolean {
  const code = resultCodeOf(error);
  return code === RESULT.BUSY || code === RESULT.LOCKED;
}
