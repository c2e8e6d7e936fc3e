import { execFileSync } from 'node:child_process';
import { createFolder } from './folder.js';

/** Why no disk can be mounted here: only root can. */
export const CANNOT_MOUNT = process.getuid?.() === 0 ? undefined : 'mounting a small tmpfs takes root';

/** For the title of a test that needs a disk of its own. */
export const SKIPPED_WITHOUT_MOUNT = CANNOT_MOUNT === undefined ? '' : ` (skipped: ${CANNOT_MOUNT})`;

/** A disk of 8 MiB, until the end of its scope. */
export async function mountSmallDisk() {
  const folder = await createFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder.path]);
  return {
    path: folder.path,
    [Symbol.asyncDispose]: async () => {
      execFileSync('umount', ['--lazy', folder.path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}
