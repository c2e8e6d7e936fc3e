import { InternalError, isMemexError } from '@memex/core';
import { parseJson } from '@memex/core/toolkit';
import { callOf, type ServiceRequest, type ServiceResponse } from './request.js';
import { SERVICES } from './service.js';

/**
 * Parses the body of a response, and decodes it with `read`.
 *
 * @throws InternalError if the body is not as expected. The message names the service, the call, and the path in the body.
 */
export function decodeResponse<A>(
  request: ServiceRequest,
  { text }: ServiceResponse,
  read: (body: unknown) => A,
): A {
  try {
    return read(parseJson(text));
  } catch (error) {
    const answered = `${SERVICES[request.service].name} answered ${callOf(request)} with a body`;
    if (isMemexError(error, 'malformed'))
      throw new InternalError(`${answered} in which ${error.message}`, error);
    if (error instanceof SyntaxError) throw new InternalError(`${answered} that is not JSON`, error);
    throw error;
  }
}
