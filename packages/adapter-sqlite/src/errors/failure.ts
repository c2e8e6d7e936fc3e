import { RESULT, resultCodeOf } from '../driver/result-code.js';

/** An error of the closed set on its way from a thread to another. */
export type Failure =
  | {
      readonly code: 'unavailable';
      readonly reason: string;
      /** Whether the connection has to be opened anew to notice that the cause is gone. */
      readonly reopen: boolean;
      /** The file holds what SQLite cannot read. */
      readonly isDamage?: boolean;
    }
  | { readonly code: 'internal'; readonly message: string; readonly reopen: boolean };

/** Thrown in a thread to fail a request in a way that is not SQLite's. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** That the files of a connection are not those of their paths any more: what it does, nobody will find. */
export const MOVED = {
  code: 'unavailable',
  reason: 'its files were deleted, moved or replaced',
  reopen: true,
} as const satisfies Failure;

type Passing = Omit<Extract<Failure, { readonly code: 'unavailable' }>, 'code'>;

/** What waiting, or an operator, can mend while the process goes on. */
const PASSING: ReadonlyMap<number, Passing> = new Map<number, Passing>([
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

/** The one place that translates what SQLite and the file system throw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof RequestError) return error.failure;
  const passing = PASSING.get(resultCodeOf(error) ?? -1);
  if (passing !== undefined) return { code: 'unavailable', ...passing };
  const message = error instanceof Error ? error.message : String(error);
  return isFileSystemError(error)
    ? { code: 'unavailable', reason: message, reopen: true }
    : { code: 'internal', message, reopen: true };
}

/** What makes a file unusable when it is opened first: damage is no reason to wait then, but a mistake. */
export function failureAtStart(error: unknown): Failure {
  const failure = failureOf(error);
  return failure.code === 'unavailable' && failure.isDamage === true
    ? { code: 'internal', message: failure.reason, reopen: true }
    : failure;
}

function isFileSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
