export { createSqliteJobs, type SqliteJobs, type SqliteJobsOptions } from './sqlite-jobs.js';
export { createSqliteStore, type SqliteStoreOptions } from './sqlite-store.js';
export { hasSqliteStore } from './store-file.js';
