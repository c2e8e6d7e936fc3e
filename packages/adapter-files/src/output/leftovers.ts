import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

let named = 0;

/** A new name beside a file, for its next content. It tells which process of which machine writes it. */
export function temporaryNameOf(target: string): string {
  return join(dirname(target), `${prefixOf(target)}${process.pid}.${named++}.partial`);
}

/**
 * Removes what processes of this machine were writing in a file's place when they were killed: it may hold names and addresses of
 * people. What they left on other machines is not touched, for it may be under way.
 */
export async function removeLeftovers(target: string): Promise<void> {
  const folder = dirname(target);
  const prefix = prefixOf(target);
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const [, pid] = /^(\d+)\.\d+\.partial$/.exec(name.slice(prefix.length)) ?? [];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function prefixOf(target: string): string {
  return `.${basename(target).slice(0, SHOWN_LENGTH)}.${hostname().slice(0, SHOWN_LENGTH)}.`;
}

/** A name has at most 255 bytes, and a character up to four. */
const SHOWN_LENGTH = 20;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs for another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
