import { errors } from '@elastic/elasticsearch';
import { AbortedError, InternalError, isMemexError, type MemexError, UnavailableError } from '@memex/core';

/** What stands in messages for the engine. */
const NAME = 'Elasticsearch';

/** Answers that say "not now". */
const BUSY = new Set([408, 429, 502, 503, 504]);

/** The statuses of a client that is not let in. */
const SHUT_OUT = new Set([401, 403]);

/** Thrown where waiting mends nothing: an operator has to. */
export class RefusedError extends UnavailableError {
  constructor(reason: string, cause?: unknown) {
    super(NAME, { reason, retryAfterSeconds: 60, cause });
  }
}

/** Thrown where the cluster answers, but cannot serve this now: shards that start or move, too much work. */
export class BusyError extends UnavailableError {
  constructor(reason: string, cause?: unknown) {
    super(NAME, { reason, cause });
  }
}

/** Thrown where an answer is larger than whoever asked wants to hold, or than the cluster has memory for. */
export class LargeAnswerError extends InternalError {
  constructor(cause: unknown) {
    super('an answer of Elasticsearch is too large', cause);
  }
}

/** Whether the driver broke off an answer for its size, or the cluster did not make it. */
export function isLargeAnswer(error: unknown): boolean {
  if (error instanceof errors.RequestAbortedError) return error.message.includes('bigger than the maximum');
  return error instanceof errors.ResponseError && error.message.includes('circuit_breaking_exception');
}

export function unavailable(reason: string, cause?: unknown): UnavailableError {
  return new UnavailableError(NAME, { reason, cause });
}

/** Whether an answer with this status, or this type of error, may be another one soon. */
export function isBusy(status: number, type?: string): boolean {
  return BUSY.has(status) || type === 'cluster_block_exception';
}

/** The one place where errors of the driver become those of the core. */
export function translate(error: unknown): MemexError {
  if (isMemexError(error)) return error;
  if (error instanceof errors.RequestAbortedError) return new AbortedError(error);
  if (error instanceof errors.ResponseError) return translateResponse(error);
  if (error instanceof errors.ProductNotSupportedError)
    return new RefusedError('what answers is not Elasticsearch', error);
  if (error instanceof errors.TimeoutError) return unavailable('it did not answer in time', error);
  if (error instanceof errors.NoLivingConnectionsError) return unavailable('no node can be reached', error);
  if (error instanceof errors.ConnectionError) return translateConnection(error);
  return new InternalError(error instanceof Error ? error.message : String(error), error);
}

function translateResponse(error: errors.ResponseError): MemexError {
  const status = error.statusCode ?? 0;
  const type: unknown = error.body?.error?.type;
  if (SHUT_OUT.has(status) && type !== 'cluster_block_exception')
    return new RefusedError(
      status === 401
        ? 'it refused the user, password or API key'
        : `it does not allow this: ${error.message}`,
      error,
    );
  if (isBusy(status, String(type))) return new BusyError(`it answered ${status}, ${error.message}`, error);
  return new InternalError(`Elasticsearch answered ${status}: ${error.message}`, error);
}

function translateConnection(error: errors.ConnectionError): MemexError {
  const { message } = error;
  if (/certificate|fingerprint|CERT_|altnames/i.test(message))
    return new RefusedError(`its certificate is not trusted (${message})`, error);
  return unavailable(message === '' ? 'it cannot be reached' : message, error);
}
