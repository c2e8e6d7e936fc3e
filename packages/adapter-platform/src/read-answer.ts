import { InternalError, isMemexError } from '@memex/core';
import { parseJson } from '@memex/core/toolkit';
import { callOf, type ServiceRequest, type ServiceResponse } from './request.js';
import { SERVICES } from './service.js';

/**
 * What an answer's body holds, as `read` decodes it.
 *
 * @throws InternalError where it breaks its shape; the message names service, call and path in the body.
 */
export function readAnswer<A>(
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
