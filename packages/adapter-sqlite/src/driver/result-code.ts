/** The primary result codes of SQLite that are handled individually (https://sqlite.org/rescode.html). */
export const RESULT = {
  BUSY: 5,
  LOCKED: 6,
  NOMEM: 7,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  PROTOCOL: 15,
  NOTADB: 26,
} as const;

/** The primary result code of an error that a driver threw; `undefined` if the error is not from SQLite. */
export function resultCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'errcode' in error ? error.errcode : 'rawCode' in error ? error.rawCode : undefined;
  // The lowest byte of an extended code is the primary code.
  return typeof code === 'number' ? code & 0xff : undefined;
}
