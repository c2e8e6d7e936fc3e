import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { RequestError } from '../errors/failure.js';

/** With less free space, a batch may not fit even if a small write does. */
const MIN_FREE_BYTES = 1024 * 1024;

/**
 * Finds problems that a small write does not show: files that were made read-only while open, and a full disk while there is still
 * space in the log. Throws errors of the file system.
 *
 * @throws RequestError if the disk is full.
 */
export function refuseUnwritable(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) accessSync(path, constants.W_OK);
  const { blocks, bfree, bavail, bsize } = statfsSync(dirname(file));
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  // Some file systems report no size.
  if (blocks > 0 && free < MIN_FREE_BYTES) {
    throw new RequestError({ code: 'unavailable', reason: 'the disk is full', reopen: false });
  }
}
