import { MalformedError } from './errors.js';
import { type Issue, MAX_ISSUES } from './issue.js';

/** The error for a cursor, or a position in a store, that belongs to another query. */
export function foreignCursor(): MalformedError {
  return malformed('cursor', 'must be the cursor of an earlier page of this query');
}

/** A {@link MalformedError} with one issue. */
export function malformed(path: string, message: string): MalformedError {
  return new MalformedError([{ path, message }]);
}

/** Checks a part of an input. Its issues get the name of the part in front of their paths. */
export function checkPart(part: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error;
    throw malformedWith(
      error.issues.map(({ path, message }) => ({ path: path === '' ? part : `${part}.${path}`, message })),
    );
  }
}

/** A {@link MalformedError} with the first {@link MAX_ISSUES} of the issues. There is at least one. */
export function malformedWith(issues: readonly Issue[]): MalformedError {
  const [first = { path: '', message: 'is not valid' }, ...rest] = issues;
  return new MalformedError([first, ...rest.slice(0, MAX_ISSUES - 1)]);
}
