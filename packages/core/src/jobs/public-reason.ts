import { isMemexError } from '../errors/errors.js';

/** Why a start of a job failed, as far as whoever asked for it may know: no address, no path, no text of an engine. */
export function publicReasonOf(error: unknown): string {
  if (!isMemexError(error) || error.code === 'internal')
    return 'an error of the service, which its log tells of';
  return error.code === 'unavailable' ? error.publicMessage : error.message;
}
