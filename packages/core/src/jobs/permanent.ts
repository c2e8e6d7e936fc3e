import { type ErrorCode, isMemexError } from '../errors/errors.js';

/** Which failures no retry can mend. An error outside the closed set is a bug, and may have been one of the moment. */
const PERMANENT: Readonly<Record<ErrorCode, boolean>> = {
  malformed: true,
  key_reused: true,
  too_large: true,
  // The platform does not know the application, or refuses the key.
  not_found: true,
  forbidden: true,
  unavailable: false,
  aborted: false,
  internal: false,
};

/** Whether the same work would fail again, until somebody changes what it works with. */
export function isPermanent(error: unknown): boolean {
  if (!isMemexError(error)) return false;
  return PERMANENT[error.code] || (error.code === 'unavailable' && error.lasting);
}
