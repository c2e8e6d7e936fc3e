import { statSync } from 'node:fs';

/** The bytes of a database and of its write-ahead log, which may not exist. */
export function sizeOf(file: string): number {
  return [file, `${file}-wal`].reduce(
    (sum, path) => sum + (statSync(path, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
