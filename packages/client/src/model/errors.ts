/** An entry that the server did not take, or could not be asked to take. */
export interface DeadLetter {
  readonly kind: EntryKind;
  /** The entry as it was to be sent, as JSON. */
  readonly text: string;
  /** Why, in words; where the server found several issues it names each with its place. */
  readonly reason: string;
  /** The status of the answer that refused it. */
  readonly status: number;
  /** When, in ISO 8601. */
  readonly at: string;
  /** Names the letter: no other has the same. */
  readonly id: string;
}

/** What entries are. */
export type EntryKind = 'messages' | 'logs';

abstract class CodedError extends Error {
  abstract readonly code: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The buffer has no room: the entry is not in it. */
export class BufferFullError extends CodedError {
  readonly code = 'buffer_full';
}

/** Another process, or another client of this one, uses the folder. */
export class BufferLockedError extends CodedError {
  readonly code = 'buffer_locked';
  constructor(
    readonly folder: string,
    readonly holder: string,
  ) {
    super(`${folder} is the buffer of ${holder}`);
  }
}

/** The entry cannot be written as JSON. */
export class InvalidEntryError extends CodedError {
  readonly code = 'invalid_entry';
}

/** The server refused some of the entries of a `send`. They are among the dead letters. */
export class RejectedError extends CodedError {
  readonly code = 'rejected';
  constructor(readonly letters: readonly DeadLetter[]) {
    const [first] = letters;
    const others = letters.length > 1 ? ` (and ${letters.length - 1} more)` : '';
    super(`the server refused an entry: ${first?.reason ?? 'it did not say why'}${others}`);
  }
}

/** The server answered a call with an error. */
export class AnswerError extends CodedError {
  readonly code = 'answer';
  constructor(
    readonly status: number,
    /** What the server said, on one line. */
    readonly reason: string,
    call: string,
    /** How long to wait before the next attempt, in milliseconds, where the server says so. */
    readonly retryAfterMs?: number,
  ) {
    super(`the server answered ${call} with ${status}: ${reason}`);
  }
}

/** No answer came: the connection broke, or nobody answered in time. */
export class UnreachableError extends CodedError {
  readonly code = 'unreachable';
}

/** `flush` or `close` did not end in time. What is in the buffer stays there, and is sent on while the client is open. */
export class FlushTimeoutError extends CodedError {
  readonly code = 'flush_timeout';
  constructor(readonly timeout: number) {
    super(`not everything was sent within ${timeout} ms`);
  }
}

/** The client is closed. */
export class ClosedError extends CodedError {
  readonly code = 'closed';
  constructor(options?: ErrorOptions) {
    super('the client is closed', options);
  }
}

/** A client whose buffer is in memory was closed before everything was sent. */
export class UnsentError extends CodedError {
  readonly code = 'unsent';
  /** @param entries - What was not acknowledged, as JSON. Some of it may be stored. */
  constructor(readonly entries: readonly UnsentEntry[]) {
    super(`${entries.length} entries were not acknowledged when the client was closed`);
  }
}

export interface UnsentEntry {
  readonly kind: EntryKind;
  readonly text: string;
}

export type ClientError =
  | AnswerError
  | BufferFullError
  | BufferLockedError
  | ClosedError
  | FlushTimeoutError
  | InvalidEntryError
  | RejectedError
  | UnreachableError
  | UnsentError;
