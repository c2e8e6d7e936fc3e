import {
  AbortedError,
  ForbiddenError,
  InternalError,
  isMemexError,
  type MemexError,
  NotFoundError,
  UnavailableError,
} from '@memex/core';
import { ServiceAnswerError } from './answer-error.js';
import { callOf, type ServiceRequest } from './request.js';
import { SERVICES } from './service.js';

/** Translates what a call threw after its last attempt into an error of the core. */
export function platformErrorOf(
  error: unknown,
  request: ServiceRequest,
  signal: AbortSignal | undefined,
): MemexError {
  if (isMemexError(error)) return error;
  if (signal?.aborted === true) return new AbortedError(signal.reason);
  const { name } = SERVICES[request.service];
  if (!(error instanceof ServiceAnswerError))
    return new UnavailableError(name, { part: 'platform', reason: reasonOf(error, request), cause: error });
  const what = `${name} answered ${callOf(request)} with ${error.message}`;
  switch (error.status) {
    case 401:
    case 403:
      return withCause(new ForbiddenError(what), error);
    case 404:
      return withCause(new NotFoundError(`what ${callOf(request)} asks ${name} for`), error);
    case 400:
      return new InternalError(what, error);
    default:
      return new UnavailableError(name, {
        part: 'platform',
        reason: `it answered ${callOf(request)} with ${error.message}`,
        cause: error,
      });
  }
}

/** Why there was no response. */
function reasonOf(error: unknown, request: ServiceRequest): string {
  if (error instanceof DOMException && error.name === 'TimeoutError')
    return `${callOf(request)} took too long`;
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return `${callOf(request)} got no answer (${code})`;
}

function withCause<E extends Error>(error: E, cause: unknown): E {
  error.cause = cause;
  return error;
}
