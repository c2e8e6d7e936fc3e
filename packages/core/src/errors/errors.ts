import type { Issue } from './issue.js';

/**
 * All errors of use cases and ports. The set is closed: an adapter translates what its driver throws into one of these, once,
 * and each edge (HTTP, command line) maps the codes with one table.
 */
export type ErrorCode = MemexError['code'];

export type MemexError =
  | MalformedError
  | KeyReusedError
  | SuppressedError
  | TooLargeError
  | NotFoundError
  | ForbiddenError
  | UnavailableError
  | AbortedError
  | InternalError;

/** The same in every copy of this package. A store that is installed with its own copy throws that copy's errors. */
export const BRAND: symbol = Symbol.for('@memex/core/error');

abstract class CodedError extends Error {
  static {
    Object.defineProperty(CodedError.prototype, BRAND, { value: true });
  }
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The input breaks the contract. `issues` has everything that is wrong with it, up to `MAX_ISSUES`. */
export class MalformedError extends CodedError {
  readonly code = 'malformed';
  constructor(readonly issues: readonly [Issue, ...Issue[]]) {
    const [{ path, message }] = issues;
    const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    super(`${path === '' ? '' : `${path} `}${message}${others}`);
  }
}

/** An idempotency key was used again with a different body, or with the same body in another form. */
export class KeyReusedError extends CodedError {
  readonly code = 'key_reused';
  constructor() {
    super('this idempotency key was already used with another body, or with another value of partial');
  }
}

/** The input has messages of erased users, which are refused. `issues` tells which. */
export class SuppressedError extends CodedError {
  readonly code = 'suppressed';
  constructor(readonly issues: readonly Issue[]) {
    super('the batch has messages of an erased user, which are refused');
  }
}

/** The input exceeds a limit. `what` names the part; `limit` is in `unit`. */
export class TooLargeError extends CodedError {
  readonly code = 'too_large';
  constructor(
    readonly what: string,
    readonly limit: number,
    readonly unit: 'bytes' | 'items' | 'values',
  ) {
    super(
      unit === 'bytes' ? `${what} is larger than ${limit} bytes` : `${what} has more than ${limit} ${unit}`,
    );
  }
}

/** The thing does not exist, or the caller may not see it. The error does not say which. */
export class NotFoundError extends CodedError {
  readonly code = 'not_found';
  constructor(readonly what: string) {
    super(`${what} does not exist`);
  }
}

/** The caller may not do this. */
export class ForbiddenError extends CodedError {
  readonly code = 'forbidden';
  constructor(message: string) {
    super(message);
  }
}

/** The parts of the service that clients know of, whatever the engines are. */
export type ServicePart = 'store' | 'queue' | 'platform' | 'service';

export interface UnavailableOptions {
  /** Why, for operators. It may contain addresses, paths and messages of the engine. */
  readonly reason: string;
  /** Which part of the service it is; the store by default. */
  readonly part?: ServicePart | undefined;
  /** Why, for clients. It contains names of Memex, such as that of an index, and nothing else. */
  readonly publicReason?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** `true` if retrying is useless until an operator changes something. */
  readonly lasting?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * Something that Memex depends on cannot serve now. Nothing that the failed call was to write is acknowledged. Unless the error
 * is `lasting`, the same call may succeed after `retryAfterSeconds`. The message is for operators; everyone may see
 * `publicMessage`.
 */
export class UnavailableError extends CodedError {
  readonly code = 'unavailable';
  readonly part: ServicePart;
  /** `the store cannot serve now`, followed by the reason as far as clients may know it. */
  readonly publicMessage: string;
  readonly retryAfterSeconds: number;
  readonly lasting: boolean;
  /** @param what - Its name, for operators. */
  constructor(
    readonly what: string,
    {
      reason,
      part = 'store',
      publicReason,
      retryAfterSeconds = 1,
      lasting = false,
      cause,
    }: UnavailableOptions,
  ) {
    super(`${what} is unavailable: ${reason}`, { cause });
    this.part = part;
    this.publicMessage = `the ${part} cannot serve now${publicReason === undefined ? '' : `: ${publicReason}`}`;
    this.retryAfterSeconds = retryAfterSeconds;
    this.lasting = lasting;
  }
}

/** The caller's signal ended the call. A write may or may not have taken effect; an idempotency key makes it safe to repeat. */
export class AbortedError extends CodedError {
  readonly code = 'aborted';
  constructor(cause?: unknown) {
    super('the call was aborted', { cause });
  }
}

/** A bug in Memex or an adapter. The message is for operators and is never shown to a client. */
export class InternalError extends CodedError {
  readonly code = 'internal';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}
