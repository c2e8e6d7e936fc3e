import { accessSync, constants, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { RequestError } from '../errors/failure.js';

/** With less room than this a batch may not fit, although a small write may. */
const MIN_FREE_BYTES = 1024 * 1024;

/**
 * What a small write does not show: that the files may not be written to though they are open, and that the disk is full though there is
 * room left in the log. Throws what the file system does.
 *
 * @throws RequestError
 */
export function refuseUnwritable(file: string): void {
  for (const path of [file, `${file}-wal`, `${file}-shm`]) accessSync(path, constants.W_OK);
  const { blocks, bfree, bavail, bsize } = statfsSync(dirname(file));
  const free = (process.getuid?.() === 0 ? bfree : bavail) * bsize;
  // Some file systems do not tell.
  if (blocks > 0 && free < MIN_FREE_BYTES) {
    throw new RequestError({ code: 'unavailable', reason: 'the disk is full', reopen: false });
  }
}
