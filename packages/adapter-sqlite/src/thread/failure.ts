import { RESULT, resultCodeOf } from '../driver/result-code.js';

/** An error of the closed set on its way from a thread to another. */
export type Failure =
  | { readonly code: 'unavailable'; readonly reason: string; readonly reopen: boolean }
  | { readonly code: 'internal'; readonly message: string; readonly reopen: boolean }
  | { readonly code: 'key_reused'; readonly reopen: false };

/** Thrown in a thread to fail a request in a way that is not SQLite's. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** What waiting can mend, and whether the connection has to be opened anew to notice. */
const PASSING: ReadonlyMap<number, { readonly reason: string; readonly reopen: boolean }> = new Map([
  [RESULT.BUSY, { reason: 'another process holds its lock', reopen: false }],
  [RESULT.LOCKED, { reason: 'another process holds its lock', reopen: false }],
  [RESULT.FULL, { reason: 'the disk is full', reopen: false }],
  [RESULT.NOMEM, { reason: 'there is not enough memory', reopen: true }],
  [RESULT.READONLY, { reason: 'the file is read-only', reopen: true }],
  [RESULT.IOERR, { reason: 'the disk does not read or write', reopen: true }],
  [RESULT.CANTOPEN, { reason: 'the file cannot be opened', reopen: true }],
  [RESULT.PROTOCOL, { reason: 'its locks do not work', reopen: true }],
]);

/** The one place that translates what SQLite and the file system throw. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refusal) return error.failure;
  const passing = PASSING.get(resultCodeOf(error) ?? -1);
  if (passing !== undefined) return { code: 'unavailable', ...passing };
  if (resultCodeOf(error) === RESULT.NOTADB) {
    return { code: 'internal', message: 'the file is not a database', reopen: true };
  }
  const message = error instanceof Error ? error.message : String(error);
  return isFileSystemError(error)
    ? { code: 'unavailable', reason: message, reopen: true }
    : { code: 'internal', message, reopen: true };
}

function isFileSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
