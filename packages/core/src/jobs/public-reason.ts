import { isMemexError } from '../errors/is-memex-error.js';

/** Why an attempt failed, as far as clients may know: without addresses, paths and messages of an engine. */
export function publicReasonOf(error: unknown): string {
  if (!isMemexError(error) || error.code === 'internal')
    return 'an internal error, which is in the log of the service';
  return error.code === 'unavailable' ? error.publicMessage : error.message;
}
