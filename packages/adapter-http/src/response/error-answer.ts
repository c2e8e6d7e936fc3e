import { type ErrorCode, type Issue, isMemexError, type MemexError } from '@memex/core';
import type { TextAnswer } from './answer.js';
import { HttpError, type Kind } from './http-error.js';

/** The HTTP status of each error of the core. */
const BY_CODE: Readonly<Record<ErrorCode, { readonly status: number; readonly kind: Kind }>> = {
  malformed: { status: 400, kind: 'Malformed request' },
  forbidden: { status: 403, kind: 'Forbidden' },
  not_found: { status: 404, kind: 'Not found' },
  too_large: { status: 413, kind: 'Too large' },
  key_reused: { status: 422, kind: 'Malformed request' },
  suppressed: { status: 422, kind: 'Malformed request' },
  internal: { status: 500, kind: 'Internal server error' },
  unavailable: { status: 503, kind: 'Unavailable' },
  // Either the client has disconnected, and nobody reads it, or the store is being stopped.
  aborted: { status: 503, kind: 'Unavailable' },
};

/** The response to a failed request. An unknown error is an internal error. */
export function errorAnswer(error: unknown, requestId: string): TextAnswer {
  if (error instanceof HttpError) {
    return { ...errorBody(error.status, error.kind, error.message), headers: error.headers };
  }
  if (!isMemexError(error) || error.code === 'internal') {
    return errorBody(500, 'Internal server error', `the error is logged under the request id ${requestId}`);
  }
  const { status, kind } = BY_CODE[error.code];
  const issues = error.code === 'malformed' || error.code === 'suppressed' ? error.issues : undefined;
  const message = error.code === 'unavailable' ? error.publicMessage : error.message;
  return { ...errorBody(status, kind, message, issues), headers: retryHeaders(error) };
}

/** The format of all errors: `{"status": "<kind>: <what>", "code", "errors"}`. */
export function errorBody(code: number, kind: Kind, message: string, errors?: readonly Issue[]): TextAnswer {
  return { status: code, body: JSON.stringify({ status: `${kind}: ${message}`, code, errors }) };
}

function retryHeaders(error: MemexError): Readonly<Record<string, string>> {
  if (error.code === 'aborted') return { 'Retry-After': '1' };
  return error.code === 'unavailable' ? { 'Retry-After': String(Math.ceil(error.retryAfterSeconds)) } : {};
}
