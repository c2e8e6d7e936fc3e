import {
  chmodSync,
  closeSync,
  existsSync,
  fchmodSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const OF_OTHERS = 0o077;
const ALL_BITS = 0o7777;

/** What SQLite makes beside a database. */
const COMPANIONS = ['', '-wal', '-shm', '-journal'];

/**
 * Makes what a database lies in, with the folders above it, and the database, so that nobody else on the machine can read it from the
 * first moment on, whatever the umask; what is there already is made so. SQLite gives what it makes beside a database the permissions of that.
 */
export function makePrivate(file: string): void {
  const folder = dirname(file);
  makeFolder(folder, PRIVATE_FOLDER);
  if (holdsOnlyDatabases(folder)) withholdFromOthers(folder);
  makeFile(file);
  for (const companion of COMPANIONS) withholdFromOthers(file + companion);
}

/** Step by step: for a folder that cannot be made, such as one in `/proc`, a recursive `mkdirSync` goes on for ever. */
function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // Another process made it.
    return;
  }
  if (mode !== undefined) chmodSync(path, mode);
}

/** Only where there is none: closing a file takes all locks from it that the process has, those of SQLite too. */
function makeFile(path: string): void {
  if (existsSync(path)) return;
  try {
    const made = openSync(path, 'wx', PRIVATE_FILE);
    fchmodSync(made, PRIVATE_FILE);
    closeSync(made);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // Another process made it.
  }
}

/** A folder that is used for something else as well is left as it is. */
function holdsOnlyDatabases(folder: string): boolean {
  return readdirSync(folder).every((name) => /\.db(?:-wal|-shm|-journal)?$/.test(name));
}

function withholdFromOthers(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.mode & OF_OTHERS) === 0) return;
  try {
    chmodSync(path, found.mode & ALL_BITS & ~OF_OTHERS);
  } catch (error) {
    // It is somebody else's, or on a file system that has no permissions: it can be used as it is.
    if (!LEFT_AS_IT_IS.has(codeOf(error))) throw error;
  }
}

const LEFT_AS_IT_IS = new Set<unknown>(['EPERM', 'EROFS', 'ENOTSUP', 'ENOSYS', 'ENOENT']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
