import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';

/** Mounts a disk of 6 MB until the test has finished. Needs root and CAP_SYS_ADMIN. @returns Whether it was possible. */
export function mountSmallDisk(path: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    return false;
  }
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', path]);
  });
  return true;
}
