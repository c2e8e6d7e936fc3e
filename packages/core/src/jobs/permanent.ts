import type { ErrorCode } from '../errors/errors.js';
import { isMemexError } from '../errors/is-memex-error.js';

/** Which errors are permanent. An error outside the closed set is a bug, which may not happen again. */
const PERMANENT: Readonly<Record<ErrorCode, boolean>> = {
  malformed: true,
  key_reused: true,
  suppressed: true,
  too_large: true,
  // The platform does not know the application, or refuses the key.
  not_found: true,
  forbidden: true,
  unavailable: false,
  aborted: false,
  internal: false,
};

/** Whether a retry would fail too, until somebody changes something. */
export function isPermanent(error: unknown): boolean {
  if (!isMemexError(error)) return false;
  return PERMANENT[error.code] || (error.code === 'unavailable' && error.lasting);
}
