import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { OpenDriver } from '../driver/driver.js';
import { loadDriver } from '../driver/open-driver.js';
import { syncFile, syncFolder } from '../files/sync.js';
import { openToRead } from '../schema/open.js';
import { storeFileIn } from '../store/store-file.js';
import { type BackupContents, checkContents } from './contents.js';
import { translated } from './translated.js';

/** What is saved, and where to. */
export interface BackupOptions {
  /** The folder of the store. */
  readonly path: string;
  /** The database of the jobs; it may be missing. */
  readonly jobsFile: string;
  /** The file to write. It replaces an existing one when it is complete and checked. */
  readonly file: string;
}

/**
 * Saves a store and its jobs in one file, while other processes use them. The file has all that was acknowledged before the call. It is itself a
 * database, without the space of deleted entries, and nobody else can read it.
 *
 * @returns What the file contains, counted in the file itself.
 * @throws UnavailableError if a file cannot be read or written. InternalError if the copy is damaged.
 */
export function backupSqlite({ path, jobsFile, file }: BackupOptions): Promise<BackupContents> {
  return translated(`the backup ${file}`, async () => {
    const openDriver = await loadDriver();
    const partial = `${file}.partial`;
    await rm(partial, { force: true });
    try {
      // The store first: a job whose analytic is missing does nothing, but an analytic without its job would wait until the night.
      await copyDatabase(openDriver, storeFileIn(path), partial);
      addJobs(openDriver, partial, await textOfJobs(openDriver, jobsFile, dirname(partial)));
      const contents = checkContents(openDriver, partial);
      await syncFile(partial);
      await rename(partial, file);
      await syncFolder(dirname(file));
      return contents;
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
  });
}

/** Copies one state of a database, whatever is written meanwhile. */
async function copyDatabase(openDriver: OpenDriver, from: string, to: string): Promise<void> {
  await (await open(to, 'wx', PRIVATE)).close();
  const source = openToRead(openDriver, from);
  try {
    source.exec('PRAGMA query_only = OFF');
    source.prepare('VACUUM INTO ?').run(to);
  } finally {
    source.close();
  }
}

/** Nobody else may read it. */
const PRIVATE = 0o600;

/** The database of the jobs as text. It is small: finished jobs are not kept. `null` if there is none. */
async function textOfJobs(openDriver: OpenDriver, jobsFile: string, folder: string): Promise<string | null> {
  if (!existsSync(jobsFile)) return null;
  const temporary = await mkdtemp(join(folder, '.memex-backup-'));
  try {
    const copy = join(temporary, 'jobs.db');
    await copyDatabase(openDriver, jobsFile, copy);
    return await readFile(copy, 'base64');
  } finally {
    await rm(temporary, { recursive: true });
  }
}

function addJobs(openDriver: OpenDriver, file: string, jobs: string | null): void {
  const driver = openDriver(file);
  try {
    driver.exec('PRAGMA journal_mode = DELETE');
    driver.exec('CREATE TABLE backup (made_at TEXT NOT NULL, jobs TEXT) STRICT');
    driver.prepare('INSERT INTO backup VALUES (?, ?)').run(new Date().toISOString(), jobs);
  } finally {
    driver.close();
  }
}
