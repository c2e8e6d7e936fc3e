import { JOB_MIGRATIONS } from './job-migrations.js';
import type { Migration } from './migration.js';
import { MIGRATIONS } from './migrations.js';

/** What a kind of file holds. */
export interface Schema {
  /** The steps from an empty file; a file's `user_version` is how many it has taken. */
  readonly steps: readonly Migration[];
  /** A table that every file of this kind has, and no other. */
  readonly table: string;
}

export const STORE: Schema = { steps: MIGRATIONS, table: 'messages' };

export const JOBS: Schema = { steps: JOB_MIGRATIONS, table: 'jobs' };
