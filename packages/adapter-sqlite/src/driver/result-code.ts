/** Primary result codes of SQLite (https://sqlite.org/rescode.html) that are handled apart. */
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

/** The primary result code in what a driver threw; `undefined` where it did not come from SQLite. */
export function resultCodeOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const code = 'errcode' in error ? error.errcode : 'rawCode' in error ? error.rawCode : undefined;
  // The lowest byte of an extended code is its primary one.
  return typeof code === 'number' ? code & 0xff : undefined;
}
