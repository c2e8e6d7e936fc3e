import { type ErrorCode, isMemexError } from '../errors/errors.js';

/** Which failures no retry can mend. What is thrown outside the closed set is a fault, which may be one of the moment. */
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
