import { UnavailableError } from '@memex/core';

/** The error of a request for which there is not enough memory. */
export function overloaded(): UnavailableError {
  return unavailable('too many large requests are under way');
}

/** The error of a slow request that is cut off because others need its memory. */
export function tooSlow(): UnavailableError {
  return unavailable('the request came too slowly while others needed its room');
}

function unavailable(reason: string): UnavailableError {
  return new UnavailableError('the service', { part: 'service', reason, publicReason: reason });
}
