/** One issue of an input: where it is (`[3].content.value`, empty for the whole) and what is wrong with it. */
export interface Issue {
  readonly path: string;
  readonly message: string;
}

/**
 * Every way in which a use case or a port can fail. The set is closed: adapters translate what their driver throws into one of
 * these, once, and the edges (HTTP, command line) map each code by one table.
 */
export type ErrorCode = MemexError['code'];

export type MemexError =
  | MalformedError
  | KeyReusedError
  | TooLargeError
  | NotFoundError
  | ForbiddenError
  | UnavailableError
  | AbortedError
  | InternalError;

/** The same in every copy of this package: a store that was installed with its own copy throws errors of that one. */
const BRAND = Symbol.for('@memex/core/error');

abstract class CodedError extends Error {
  static {
    Object.defineProperty(CodedError.prototype, BRAND, { value: true });
  }
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The input breaks the contract. `issues` holds every issue found, at most {@link MAX_ISSUES}. */
export class MalformedError extends CodedError {
  readonly code = 'malformed';
  constructor(readonly issues: readonly [Issue, ...Issue[]]) {
    const [{ path, message }] = issues;
    const others = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    super(`${path === '' ? '' : `${path} `}${message}${others}`);
  }
}

/** An idempotency key came again with another body, or with the same in another form. */
export class KeyReusedError extends CodedError {
  readonly code = 'key_reused';
  constructor() {
    super('this idempotency key was already used with another body, or with another value of partial');
  }
}

/** The input is larger than a limit. `what` names the part, `limit` is in `unit`. */
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

/** What was asked for is not there, or not visible to the caller: the two are not told apart. */
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

/** What clients know a service to be made of, whatever the engines. */
export type ServicePart = 'store' | 'queue' | 'platform' | 'service';

export interface UnavailableOptions {
  /** Why, for operators: it may hold addresses, paths and texts of the engine. */
  readonly reason: string;
  /** The part of the service that it is; the store where absent. */
  readonly part?: ServicePart | undefined;
  /** Why, for clients: names of Memex's own, such as that of an index, and nothing else. */
  readonly publicReason?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  /** `true`: no repetition helps until an operator changes something. */
  readonly lasting?: boolean | undefined;
  readonly cause?: unknown;
}

/**
 * Something that Memex depends on cannot serve now. Nothing that the failed call was to write is acknowledged. The same call may
 * succeed later, unless the lack is `lasting`: after `retryAfterSeconds` is a good time to try. The message is for operators,
 * `publicMessage` for everyone.
 */
export class UnavailableError extends CodedError {
  readonly code = 'unavailable';
  readonly part: ServicePart;
  /** `the store cannot serve now`, and why as far as clients may know. */
  readonly publicMessage: string;
  readonly retryAfterSeconds: number;
  readonly lasting: boolean;
  /** @param what - Its name for operators. */
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

/** The caller's signal ended the call. Whether a write took effect is unknown; an idempotency key makes it safe to repeat. */
export class AbortedError extends CodedError {
  readonly code = 'aborted';
  constructor(cause?: unknown) {
    super('the call was aborted', { cause });
  }
}

/** A bug of Memex or of an adapter. Its message is for operators and never shown to a client. */
export class InternalError extends CodedError {
  readonly code = 'internal';
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** Most issues that one error reports. */
export const MAX_ISSUES = 100;

/** Every code, with whatever may be said of one. */
const CODES: Readonly<Record<ErrorCode, true>> = {
  malformed: true,
  key_reused: true,
  too_large: true,
  not_found: true,
  forbidden: true,
  unavailable: true,
  aborted: true,
  internal: true,
};

/**
 * Tells errors of the closed set from everything else that may be thrown, whichever copy of this package made them.
 *
 * @param code - Only those with this code; every one of the set where absent.
 */
export function isMemexError<C extends ErrorCode = ErrorCode>(
  error: unknown,
  code?: C,
): error is Extract<MemexError, { readonly code: C }> {
  if (typeof error !== 'object' || error === null || !(BRAND in error)) return false;
  if (!('code' in error) || typeof error.code !== 'string') return false;
  return code === undefined ? Object.hasOwn(CODES, error.code) : error.code === code;
}

/** The error of a cursor, or of a position in a store, that was not made for the query it came with. */
export function foreignCursor(): MalformedError {
  return malformed('cursor', 'must be the cursor of an earlier page of this query');
}

/** A {@link MalformedError} with one issue. */
export function malformed(path: string, message: string): MalformedError {
  return new MalformedError([{ path, message }]);
}

/** A {@link MalformedError} of the first {@link MAX_ISSUES} issues. There is at least one. */
export function malformedWith(issues: readonly Issue[]): MalformedError {
  const [first = { path: '', message: 'is not valid' }, ...rest] = issues;
  return new MalformedError([first, ...rest.slice(0, MAX_ISSUES - 1)]);
}
