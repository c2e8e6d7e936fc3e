import { errors } from '@elastic/elasticsearch';
import { AbortedError, InternalError, isMemexError, type MemexError, UnavailableError } from '@memex/core';
import { purposeOf } from './purpose.js';

/** What stands in messages for the engine. */
const NAME = 'Elasticsearch';

/** Answers that say "not now". */
const BUSY = new Set([408, 429, 502, 503, 504]);

const REFUSED = 400;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const TOO_LARGE = 413;

/** Seconds until a call is worth repeating where an operator has something to mend. */
const MENDING_SECONDS = 60;

/** Thrown where waiting mends nothing: an operator has to. */
export class RefusedError extends UnavailableError {
  constructor(reason: string, cause?: unknown) {
    // Servers break their texts into lines; it is told in one.
    super(NAME, { reason: reason.replace(/\s*\n\s*/g, ' '), retryAfterSeconds: MENDING_SECONDS, cause });
  }
}

/** Thrown where the cluster answers, but cannot serve this now: shards that start or move, too much work. */
export class BusyError extends UnavailableError {
  constructor(reason: string, cause?: unknown) {
    super(NAME, { reason, cause });
  }
}

/** Why an index cannot be used, for everyone; operators are told more. */
const PROBLEMS = {
  closed: 'is closed',
  alias: 'is no index, but another name of one',
  foreign: 'has not the mapping of Memex',
  blocked: 'cannot be written to',
  unmade: 'cannot be made',
} as const;

/** An index that cannot be used as it is. */
export interface Unusable {
  readonly index: string;
  readonly problem: keyof typeof PROBLEMS;
  /** More of it, for operators. */
  readonly detail?: string | undefined;
}

/** Thrown where one index keeps a call from being answered rightly. It may be mended at any time. */
export class UnusableIndexError extends UnavailableError {
  constructor({ index, problem, detail }: Unusable, cause?: unknown) {
    const text = PROBLEMS[problem];
    super(`the index ${index}`, {
      reason: detail === undefined ? `it ${text}` : `it ${text}: ${detail}`,
      publicReason: `the index ${index} ${text}`,
      retryAfterSeconds: MENDING_SECONDS,
      cause,
    });
  }
}

/** Thrown where an index that was named is no longer there: the call may be made again without it. */
export class GoneIndexError extends UnavailableError {
  constructor(index: string, cause?: unknown) {
    super(`the index ${index}`, { reason: 'it went meanwhile', cause });
  }
}

/** Thrown where a request is larger than the cluster, or what stands before it, takes. */
export class LargeRequestError extends RefusedError {
  constructor(cause: unknown) {
    super('it, or a proxy before it, does not take so large a request', cause);
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

/** An error of Elasticsearch: of an answer, or of one item of it. */
export interface ServerError {
  readonly status: number;
  readonly type?: string | undefined;
  readonly reason?: string | undefined;
  /** The index that it is about. */
  readonly index?: string | undefined;
}

/**
 * What an error of Elasticsearch means where it says that something cannot be served; `undefined` where it is about what was asked.
 *
 * @param purpose - What the call was for, as `purposeOf` says it.
 */
export function failureOf(
  { status, type, reason = type ?? `status ${status}`, index = '' }: ServerError,
  purpose: string,
  cause?: unknown,
): UnavailableError | undefined {
  switch (type) {
    case 'cluster_block_exception':
      return new BusyError(`it answered ${status}, ${reason}`, cause);
    case 'index_closed_exception':
      return new UnusableIndexError({ index, problem: 'closed' }, cause);
    case 'search_phase_execution_exception':
      // An index was closed or dropped between the two phases of a search: asked again, it is told which.
      if (status === NOT_FOUND) return new BusyError(`it answered ${status}, ${reason}`, cause);
  }
  switch (status) {
    case UNAUTHORIZED:
      return new RefusedError('it refused the user, password or API key', cause);
    case FORBIDDEN:
      return new RefusedError(`its user lacks a privilege that is needed to ${purpose}: ${reason}`, cause);
    case TOO_LARGE:
      return new LargeRequestError(cause);
  }
  return BUSY.has(status) ? new BusyError(`it answered ${status}, ${reason}`, cause) : undefined;
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
  const answered = serverError(error);
  const { method = '', path = '' } = error.meta.meta.request.params;
  if (answered.type === INDEX_NOT_FOUND) return new GoneIndexError(answered.index ?? '', error);
  return (
    failureOf(answered, purposeOf(method, path), error) ??
    new InternalError(`Elasticsearch answered ${answered.status}: ${error.message}`, error)
  );
}

/** The type of the errors that name an index which is not there. */
export const INDEX_NOT_FOUND = 'index_not_found_exception';

/** What an answer of the server says of what went wrong. That of a proxy may be anything. */
export function serverError(error: errors.ResponseError): ServerError {
  const { type, reason, index } = error.body?.error ?? {};
  return {
    status: error.statusCode ?? 0,
    type: textOf(type),
    reason: textOf(reason) ?? error.message,
    index: textOf(index),
  };
}

/** Whether the server does not take what it was asked, as it is. */
export function isRefused(error: unknown): error is errors.ResponseError {
  return error instanceof errors.ResponseError && error.statusCode === REFUSED;
}

/** Whether an index was not made because there is one of its name. */
export function isAlreadyThere(error: unknown): boolean {
  return (
    error instanceof errors.ResponseError && serverError(error).type === 'resource_already_exists_exception'
  );
}

/** Whether the user lacks a privilege. */
export function isForbidden(error: unknown): boolean {
  return error instanceof errors.ResponseError && serverError(error).type === 'security_exception';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function translateConnection(error: errors.ConnectionError): MemexError {
  const { message } = error;
  if (/certificate|fingerprint|CERT_|altnames/i.test(message))
    return new RefusedError(`its certificate is not trusted (${message})`, error);
  return unavailable(message === '' ? 'it cannot be reached' : message, error);
}
