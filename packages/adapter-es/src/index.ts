export type { ElasticsearchOptions, Granularity } from './config/options.js';
export { createElasticsearchMigrator, type ElasticsearchMigratorOptions } from './elasticsearch-migrator.js';
export type {
  Change,
  IndexMove,
  Migration,
  MigrationContext,
  Progress,
  StoredDocument,
} from './migrate/migration.js';
export type { Migrator, MigratorEvents, RunOptions } from './migrate/migrator.js';
export type { Step } from './migrate/plan.js';
export { type SearchedBeside, type SearchedDocuments, searchBeside } from './search-beside.js';
export { createElasticsearchStore } from './store.js';
