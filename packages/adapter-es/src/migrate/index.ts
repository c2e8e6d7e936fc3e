export type { Change, Migration, MigrationContext, Progress, StoredDocument } from './migration.js';
export {
  createMigrator,
  type Migrator,
  type MigratorEvents,
  type MigratorOptions,
  type RunOptions,
} from './migrator.js';
export type { Step } from './plan.js';
