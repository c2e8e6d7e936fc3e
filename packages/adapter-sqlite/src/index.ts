export { createSqliteJobs, type SqliteJobsOptions } from './jobs/sqlite-jobs.js';
export { createSqliteStore, type SqliteStoreOptions } from './store/sqlite-store.js';
export { hasSqliteStore } from './store/store-file.js';
