import {
  linkSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BufferLockedError } from '../model/errors.js';

/** What a folder is locked with until `release`, or until the process ends. */
export interface FolderLock {
  release(): void;
}

interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, as the system counts: an id of a process is used again. */
  readonly started: string;
}

/** How often a lock is touched, so that other machines see that its holder lives. */
const TOUCH_MS = 10_000;
/** How long a lock that another machine holds may be untouched. */
const STALE_MS = 60_000;

const held = new Set<string>();

/** @throws BufferLockedError where somebody has the folder. */
export function lockFolder(folder: string): FolderLock {
  const path = join(realpathSync(folder), 'lock');
  if (held.has(path)) throw new BufferLockedError(folder, 'another client of this process');
  const own = `${path}.${process.pid}`;
  writeFileSync(own, JSON.stringify(thisProcess()), { mode: 0o600 });
  try {
    while (!link(own, path)) removeStale(folder, path);
  } finally {
    rmSync(own, { force: true });
  }
  held.add(path);
  const timer = setInterval(() => touch(path), TOUCH_MS);
  timer.unref();
  return {
    release() {
      clearInterval(timer);
      held.delete(path);
      rmSync(path, { force: true });
    },
  };
}

/** Makes the lock, with its content, if there is none. */
function link(own: string, path: string): boolean {
  try {
    linkSync(own, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Takes a lock away whose holder is gone. @throws BufferLockedError where it is not. */
function removeStale(folder: string, path: string): void {
  const text = readIfThere(path);
  if (text === undefined) return;
  const holder = readHolder(text);
  if (holder !== undefined && isAlive(holder, path))
    throw new BufferLockedError(folder, `process ${holder.pid} on ${holder.host}`);
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  // Somebody may have taken it over since it was read: theirs is put back.
  if (readIfThere(aside) !== text) link(aside, path);
  rmSync(aside, { force: true });
}

function isAlive({ pid, host, started }: Holder, path: string): boolean {
  if (host !== hostname()) {
    const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    return Date.now() - touched < STALE_MS;
  }
  if (pid === process.pid) return false; // An earlier process with the same id: this one has no lock.
  try {
    process.kill(pid, 0);
  } catch (error) {
    return hasCode(error, 'EPERM') && startOf(pid) === started;
  }
  return startOf(pid) === started;
}

function thisProcess(): Holder {
  return { pid: process.pid, host: hostname(), started: startOf(process.pid) };
}

/** When a process started, in ticks since the system did; empty where the system does not tell. */
function startOf(pid: number): string {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The name of the program is in brackets, and may hold anything. The time is the 22nd field, the 20th behind it.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function readHolder(text: string): Holder | undefined {
  try {
    const { pid, host, started } = JSON.parse(text);
    return { pid: Number(pid), host: String(host), started: String(started) };
  } catch {
    return undefined; // Nobody that lives wrote this: a lock appears with its content.
  }
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT') || hasCode(error, 'ESRCH')) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
