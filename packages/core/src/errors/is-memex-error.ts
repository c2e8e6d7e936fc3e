import { BRAND, type ErrorCode, type MemexError } from './errors.js';

/** Every code, so that none is forgotten. */
const CODES: Readonly<Record<ErrorCode, true>> = {
  malformed: true,
  key_reused: true,
  suppressed: true,
  too_large: true,
  not_found: true,
  forbidden: true,
  unavailable: true,
  aborted: true,
  internal: true,
};

/**
 * Tells the errors of Memex from everything else that may be thrown. It also knows the errors of other copies of this package.
 *
 * @param code - Accepts only errors with this code. If absent, accepts all of the set.
 */
export function isMemexError<C extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: C,
): error is Extract<MemexError, { readonly code: C }> {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return code === undefined ? Object.hasOwn(CODES, error.code) : error.code === code;
}
