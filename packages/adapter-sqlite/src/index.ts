export { type BackupOptions, backupSqlite } from './backup/backup.js';
export type { BackupContents } from './backup/contents.js';
export { restoreSqlite } from './backup/restore.js';
export { createSqliteJobs, type SqliteJobsOptions } from './jobs/sqlite-jobs.js';
export { createSqliteStore, type SqliteStoreOptions } from './store/sqlite-store.js';
export { hasSqliteStore } from './store/store-file.js';
