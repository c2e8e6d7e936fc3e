import { JOB_MIGRATIONS } from './job-migrations.js';
import type { Migration } from './migration.js';
import { MIGRATIONS } from './migrations.js';

/** The schema of a kind of file. */
export interface Schema {
  /** The steps from an empty file. A file's `user_version` counts the steps it has taken. */
  readonly steps: readonly Migration[];
  /** A table that every file of this kind has, and no other file. */
  readonly table: string;
}

export const STORE: Schema = { steps: MIGRATIONS, table: 'messages' };

export const JOBS: Schema = { steps: JOB_MIGRATIONS, table: 'jobs' };
