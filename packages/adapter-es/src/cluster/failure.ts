import { errors, type estypes } from '@elastic/elasticsearch';
import { AbortedError, InternalError, isMemexError, type MemexError, UnavailableError } from '@memex/core';
import { purposeOf } from './purpose.js';

/** How error messages name the engine. */
const NAME = 'Elasticsearch';

/** Status codes that mean "try again later". */
const BUSY = new Set([408, 429, 502, 503, 504]);

const REFUSED = 400;
const UNAUTHORIZED = 401;
const FORBIDDEN = 403;
const NOT_FOUND = 404;
const TOO_LARGE = 413;

/** How long to wait before a retry when an operator has to fix something, in seconds. */
const MENDING_SECONDS = 60;

/** Thrown when waiting does not help: an operator has to fix something. */
export class RefusedError extends UnavailableError {
  constructor(reason: string, cause?: unknown) {
    // Servers send multi-line texts; log lines are single.
    super(NAME, { reason: reason.replace(/\s*\n\s*/g, ' '), retryAfterSeconds: MENDING_SECONDS, cause });
  }
}

/**
 * Thrown when the cluster answers but cannot serve the call now: shards are starting or moving, or it is overloaded.
 */
export class BusyError extends UnavailableError {
  constructor(reason: string, cause?: unknown) {
    super(NAME, { reason, cause });
  }
}

/** Why an index cannot be used. Anyone may read this; operators also get the detail. */
const PROBLEMS = {
  closed: 'is closed',
  alias: 'is an alias of another index',
  foreign: 'does not have the mapping of Memex',
  blocked: 'cannot be written to',
  unmade: 'cannot be made',
} as const;

/** An index that cannot be used in its present state. */
export interface Unusable {
  readonly index: string;
  readonly problem: keyof typeof PROBLEMS;
  /** Details for operators. */
  readonly detail?: string | undefined;
}

/** Thrown when a correct answer needs an index that cannot be used. It may be repaired at any time. */
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

/** Thrown when an index that a request named no longer exists. The call can be repeated without it. */
export class GoneIndexError extends UnavailableError {
  constructor(index: string, cause?: unknown) {
    super(`the index ${index}`, { reason: 'it no longer exists', cause });
  }
}

/** Thrown when a request is larger than the cluster, or a proxy in front of it, accepts. */
export class LargeRequestError extends RefusedError {
  constructor(cause: unknown) {
    super('it, or a proxy in front of it, does not accept a request of this size', cause);
  }
}

/** Thrown when an answer is larger than the caller accepts, or than the cluster has memory for. */
export class LargeAnswerError extends InternalError {
  constructor(cause: unknown) {
    super('an answer of Elasticsearch is too large', cause);
  }
}

/** Whether the client stopped reading an answer because of its size, or the cluster had no memory to build it. */
export function isLargeAnswer(error: unknown): boolean {
  if (error instanceof errors.RequestAbortedError) return error.message.includes('bigger than the maximum');
  return error instanceof errors.ResponseError && error.message.includes('circuit_breaking_exception');
}

/** The error for an answer that some shards are missing from: what failed, and why, as the first of them says. */
export function missingShards(what: string, { failures = [] }: estypes.ShardStatistics): BusyError {
  const reason = failures[0]?.reason.reason ?? undefined;
  return new BusyError(reason === undefined ? what : `${what}: ${reason}`);
}

export function unavailable(reason: string, cause?: unknown): UnavailableError {
  return new UnavailableError(NAME, { reason, cause });
}

/** An error from Elasticsearch: of a whole answer, or of one item in it. */
export interface ServerError {
  readonly status: number;
  readonly type?: string | undefined;
  readonly reason?: string | undefined;
  /** The index that the error is about. */
  readonly index?: string | undefined;
}

/**
 * Translates an error that means that something is unavailable. Returns `undefined` for an error about the request
 * itself.
 *
 * @param purpose - What the call was for, as returned by `purposeOf`.
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
      // An index was closed or dropped between the two phases of a search. A retry tells which.
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

/** The one place where errors of the client become errors of the core. */
export function memexErrorOf(error: unknown): MemexError {
  if (isMemexError(error)) return error;
  if (error instanceof errors.RequestAbortedError) return new AbortedError(error);
  if (error instanceof errors.ResponseError) return translateResponse(error);
  if (error instanceof errors.ProductNotSupportedError)
    return new RefusedError('the server is not Elasticsearch', error);
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

/** The type of an error about an index that does not exist. */
export const INDEX_NOT_FOUND = 'index_not_found_exception';

/** Reads the error from an answer of the server. */
export function serverError(error: errors.ResponseError): ServerError {
  const read = errorIn(error.statusCode ?? 0, error.body?.error ?? {});
  return { ...read, reason: read.reason ?? error.message };
}

/** An error as Elasticsearch writes it. A proxy may write anything. */
export interface ErrorBody {
  readonly type?: unknown;
  readonly reason?: unknown;
  readonly index?: unknown;
  /** What shards said, if the error is about several. */
  readonly root_cause?: unknown;
}

/** Reads an error. Of a search it says only that shards failed, so the reason of the first one is added. */
export function errorIn(status: number, { type, reason, index, root_cause: causes }: ErrorBody): ServerError {
  const first: ErrorBody | undefined = Array.isArray(causes) ? causes[0] : undefined;
  const reasons = new Set([textOf(reason), textOf(first?.reason)].filter((text) => text !== undefined));
  return {
    status,
    type: textOf(type),
    reason: reasons.size === 0 ? undefined : [...reasons].join(': '),
    index: textOf(index),
  };
}

/** Whether the server rejects the request as invalid. */
export function isRefused(error: unknown): error is errors.ResponseError {
  return error instanceof errors.ResponseError && error.statusCode === REFUSED;
}

/** Whether an index was not created because the name is taken. */
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
