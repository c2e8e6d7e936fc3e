import type { Connection } from './connection.js';
import type { Migration } from './migration.js';

/**
 * The steps from an empty file to the newest tables of jobs. The rules of the store's migrations apply (`schema/migrations.ts`).
 *
 * A job waits since `due_at` and in the order of that and `seq`, is delayed until `due_at` (milliseconds since the epoch), is active with a
 * token, or is dead. `due_at` is 0 of the dead, and of what earlier versions put to wait. One index serves all states. `AUTOINCREMENT` prevents the reuse of `seq`, which is a
 * position. `starts` counts attempts, and `beats` heartbeats. The table `beat` holds the lease and the last run of the scheduler.
 */
export const JOB_MIGRATIONS: readonly Migration[] = [addJobs];

function addJobs(connection: Connection): void {
  connection.exec(`
  CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    work TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delayed', 'active', 'dead')),
    due_at INTEGER NOT NULL DEFAULT 0,
    starts INTEGER NOT NULL DEFAULT 0,
    token TEXT,
    beats INTEGER NOT NULL DEFAULT 0,
    death TEXT
  ) STRICT;
  CREATE INDEX jobs_by_state ON jobs (state, due_at);

  CREATE TABLE beat (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    holder TEXT,
    held_until INTEGER NOT NULL DEFAULT 0,
    last_firing INTEGER
  ) STRICT;
  INSERT INTO beat (one) VALUES (1);
  `);
}
