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

/** Suffixes of the files that SQLite creates next to a database. */
const COMPANIONS = ['', '-wal', '-shm', '-journal'];

/**
 * Creates a database and its folders so that no other user of the machine can ever read it, whatever the umask. Takes these rights from
 * files that already exist. SQLite gives the files it creates next to a database the same permissions.
 */
export function makePrivate(file: string): void {
  const folder = dirname(file);
  makeFolder(folder, PRIVATE_FOLDER);
  if (holdsOnlyDatabases(folder)) withholdFromOthers(folder);
  makeFile(file);
  for (const companion of COMPANIONS) withholdFromOthers(file + companion);
}

/** Creates one folder at a time. A recursive `mkdirSync` never returns if a folder cannot be created, such as one in `/proc`. */
function makeFolder(path: string, mode?: number): void {
  if (existsSync(path)) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // Another process created it.
    return;
  }
  if (mode !== undefined) chmodSync(path, mode);
}

/** Never opens an existing file: closing it would drop all locks that the process holds on it, those of SQLite too. */
function makeFile(path: string): void {
  if (existsSync(path)) return;
  try {
    const made = openSync(path, 'wx', PRIVATE_FILE);
    fchmodSync(made, PRIVATE_FILE);
    closeSync(made);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error; // Another process created it.
  }
}

/** A folder that holds anything else keeps its permissions. */
function holdsOnlyDatabases(folder: string): boolean {
  return readdirSync(folder).every((name) => /\.db(?:-wal|-shm|-journal)?$/.test(name));
}

function withholdFromOthers(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || (found.mode & OF_OTHERS) === 0) return;
  try {
    chmodSync(path, found.mode & ALL_BITS & ~OF_OTHERS);
  } catch (error) {
    // The file belongs to somebody else, or the file system has no permissions. It can be used as it is.
    if (!TOLERATED_CODES.has(codeOf(error))) throw error;
  }
}

const TOLERATED_CODES = new Set<unknown>(['EPERM', 'EROFS', 'ENOTSUP', 'ENOSYS', 'ENOENT']);

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
