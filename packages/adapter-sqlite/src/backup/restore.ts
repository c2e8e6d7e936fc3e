import { existsSync } from 'node:fs';
import { copyFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OpenDriver } from '../driver/driver.js';
import { loadDriver } from '../driver/open-driver.js';
import { RequestError } from '../errors/failure.js';
import { makePrivate } from '../files/private.js';
import { syncFile, syncFolder } from '../files/sync.js';
import { storeFileIn } from '../store/store-file.js';
import type { BackupOptions } from './backup.js';
import { type BackupContents, checkContents } from './contents.js';
import { translated } from './translated.js';

/**
 * Creates a store and its jobs from a backup. The backup is checked first. The new store has an identity of its own: what others remember of the
 * old one, such as how far a copy got, may not be true of it.
 *
 * @throws UnavailableError if a file cannot be read or written. InternalError if the backup is damaged, or if there already is a store.
 */
export function restoreSqlite({ file, path, jobsFile }: BackupOptions): Promise<BackupContents> {
  return translated(`the backup ${file}`, async () => {
    for (const there of [storeFileIn(path), jobsFile]) if (existsSync(there)) throw alreadyThere(there);
    if (!existsSync(file))
      throw new RequestError({ code: 'unavailable', reason: 'it does not exist', reopen: false });
    const openDriver = await loadDriver();
    const contents = checkContents(openDriver, file);
    const store = storeFileIn(path);
    const [storePartial, jobsPartial] = [`${store}.partial`, `${jobsFile}.partial`];
    try {
      makePrivate(storePartial);
      await copyFile(file, storePartial);
      const jobs = takeJobs(openDriver, storePartial);
      if (jobs !== null) {
        makePrivate(jobsPartial);
        await writeFile(jobsPartial, jobs, 'base64');
        await syncFile(jobsPartial);
        await rename(jobsPartial, jobsFile);
        await syncFolder(dirname(jobsFile));
      }
      await syncFile(storePartial);
      // The store last: while it is missing, nothing uses the jobs.
      await rename(storePartial, store);
      await syncFolder(dirname(store));
      return contents;
    } finally {
      for (const partial of [storePartial, jobsPartial]) await rm(partial, { force: true });
    }
  });
}

/** Makes a store of the copy of a backup, and returns the jobs that were in it. */
function takeJobs(openDriver: OpenDriver, file: string): string | null {
  const driver = openDriver(file);
  try {
    const jobs = driver.prepare('SELECT jobs FROM backup').get()?.[0] ?? null;
    driver.exec(`
      PRAGMA journal_mode = DELETE;
      PRAGMA secure_delete = ON;
      DROP TABLE backup;
      UPDATE store SET identity = lower(hex(randomblob(16)));
    `);
    return jobs === null ? null : String(jobs);
  } finally {
    driver.close();
  }
}

function alreadyThere(path: string): RequestError {
  return new RequestError({
    code: 'internal',
    message: `${path} already exists: move it away, or restore to another folder`,
    reopen: false,
  });
}
