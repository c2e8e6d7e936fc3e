import { UnavailableError } from '@memex/core';

/** Why a request is refused that would take too much beside others. */
export function noRoom(): UnavailableError {
  return refusal('too many large requests are under way');
}

/** Why a request is given up that was under way. */
export function tooSlow(): UnavailableError {
  return refusal('the request came too slowly while others needed its room');
}

function refusal(reason: string): UnavailableError {
  return new UnavailableError('the service', { part: 'service', reason, publicReason: reason });
}
