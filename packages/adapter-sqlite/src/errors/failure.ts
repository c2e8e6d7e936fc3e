import { RESULT, resultCodeOf } from '../driver/result-code.js';

/** An error that a worker passes to its client, as plain data. */
export type Failure =
  | {
      readonly code: 'unavailable';
      readonly reason: string;
      /** Whether connections must be reopened before they notice that the cause is gone. */
      readonly reopen: boolean;
      /** SQLite cannot read what the file holds. */
      readonly isDamage?: boolean;
    }
  | { readonly code: 'internal'; readonly message: string; readonly reopen: boolean };

/** Thrown in a worker to fail a request with a failure of our own, not one of SQLite's. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** The open files are no longer at their paths: nobody would find what is written to them. */
export const MOVED = {
  code: 'unavailable',
  reason: 'its files were deleted, moved or replaced',
  reopen: true,
} as const satisfies Failure;

type Recoverable = Omit<Extract<Failure, { readonly code: 'unavailable' }>, 'code'>;

/** Problems that can go away while the process runs, by waiting or with the help of an operator. */
const RECOVERABLE: ReadonlyMap<number, Recoverable> = new Map<number, Recoverable>([
  [RESULT.BUSY, { reason: 'another process holds its lock', reopen: false }],
  [RESULT.LOCKED, { reason: 'another process holds its lock', reopen: false }],
  [RESULT.FULL, { reason: 'the disk is full', reopen: false }],
  [RESULT.NOMEM, { reason: 'there is not enough memory', reopen: true }],
  [RESULT.READONLY, { reason: 'the file is read-only', reopen: true }],
  [RESULT.IOERR, { reason: 'the disk does not read or write', reopen: true }],
  [RESULT.CANTOPEN, { reason: 'the file cannot be opened', reopen: true }],
  [RESULT.PROTOCOL, { reason: 'its locks do not work', reopen: true }],
  [RESULT.CORRUPT, { reason: 'the file is damaged', reopen: true, isDamage: true }],
  [RESULT.NOTADB, { reason: 'the file is not a database', reopen: true, isDamage: true }],
]);

/** Translates every error that SQLite or the file system throws. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestError) return error.failure;
  const recoverable = RECOVERABLE.get(resultCodeOf(error) ?? -1);
  if (recoverable !== undefined) return { code: 'unavailable', ...recoverable };
  const message = error instanceof Error ? error.message : String(error);
  return isFileSystemError(error)
    ? { code: 'unavailable', reason: message, reopen: true }
    : { code: 'internal', message, reopen: true };
}

/** Translates errors of the first opening. A damaged file is then a mistake of the operator: waiting does not help. */
export function failureAtStart(error: unknown): Failure {
  const failure = failureOf(error);
  return failure.code === 'unavailable' && failure.isDamage === true
    ? { code: 'internal', message: failure.reason, reopen: true }
    : failure;
}

function isFileSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
