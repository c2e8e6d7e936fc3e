import { RESULT, resultCodeOf } from '../driver/result-code.js';
import { failureOf, RequestError } from '../errors/failure.js';
import type { RequestOutcome } from '../errors/outcome.js';
import type { Connection } from '../schema/connection.js';

export interface CommitWork<Q, R> {
  /** May throw a `RequestError` if it has written nothing yet: that fails this request only. Any other error rolls the transaction back. */
  readonly perform: (request: Q) => R;
  /** Called within each transaction, before the first request. */
  readonly onBegun?: () => void;
  /** Called after a transaction was rolled back. */
  readonly onRolledBack?: () => void;
}

/** Performs all requests in one transaction. If one makes it fail, performs each in its own, so that the others succeed. */
export function commit<Q, R>(
  connection: Connection,
  requests: readonly Q[],
  work: CommitWork<Q, R>,
): readonly RequestOutcome<R>[] {
  const { perform, onBegun, onRolledBack } = work;
  try {
    return connection.transaction(() => {
      onBegun?.();
      return requests.map((request) => attempt(perform, request));
    });
  } catch (error) {
    onRolledBack?.();
    if (requests.length === 1 || isLocked(error)) return requests.map(() => ({ failure: failureOf(error) }));
    return requests.flatMap((request) => commit(connection, [request], work));
  }
}

function attempt<Q, R>(perform: (request: Q) => R, request: Q): RequestOutcome<R> {
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
