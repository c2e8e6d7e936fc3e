import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

let named = 0;

/** A name next to the target for a temporary file. It contains the machine and the process that writes it. */
export function temporaryNameOf(target: string): string {
  return join(dirname(target), `${prefixOf(target)}${process.pid}.${named++}.partial`);
}

/**
 * Removes temporary files of killed processes: they may contain names and addresses of people. Files of other machines are left alone, since
 * their processes may still be running.
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

/** File names have at most 255 bytes, and a character takes up to four. */
const SHOWN_LENGTH = 20;

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // The process belongs to another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
