import { addAnalysis } from './add-analysis.js';
import type { Connection } from './connection.js';
import type { Migration } from './migration.js';

/**
 * The steps from an empty file to the newest schema; a file's `user_version` is how many it has taken. Steps are only ever added:
 * each must take a file that earlier versions wrote.
 *
 * Texts live apart from what is searched. A text is never moved: when its entry is deleted it is overwritten in place, so that no
 * copy of it can be left (see `write/remove.ts`). `AUTOINCREMENT` keeps ids, which are positions, from being used twice.
 *
 * Each index in no order of time costs every message of a batch a page of its own to write: there is none by message id, which is
 * looked for among the messages of its user.
 *
 * Columns ending in `_h` hold hashes (`schema/hash.ts`). Indices hold the id where pages are read in the order of instant and id.
 */
export const MIGRATIONS: readonly Migration[] = [addEntries, addAnalysis, addIdentity, addForms];

function addEntries(connection: Connection): void {
  connection.exec(`
  CREATE TABLE projects (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

  CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    trace_id TEXT NOT NULL,
    project INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type INTEGER NOT NULL,
    channel_h INTEGER NOT NULL,
    user_h INTEGER NOT NULL,
    message_h INTEGER NOT NULL,
    conversation_h INTEGER
  ) STRICT;
  CREATE TABLE messages_text (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX messages_by_trace ON messages (trace_id);
  CREATE INDEX messages_by_time ON messages (project, at, id, type, channel_h, user_h, conversation_h);
  CREATE INDEX messages_by_user ON messages (user_h, project, at, id, message_h);
  CREATE INDEX messages_by_conversation ON messages (conversation_h, at, id) WHERE conversation_h IS NOT NULL;

  CREATE TABLE logs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    trace_id TEXT NOT NULL,
    project INTEGER NOT NULL,
    at INTEGER NOT NULL,
    component_h INTEGER NOT NULL,
    severity_h INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE logs_text (id INTEGER PRIMARY KEY, json TEXT NOT NULL) STRICT;
  CREATE UNIQUE INDEX logs_by_trace ON logs (trace_id);
  CREATE INDEX logs_by_time ON logs (project, at, id, component_h, severity_h);

  CREATE TABLE idempotency_keys (
    key_digest TEXT NOT NULL PRIMARY KEY,
    fingerprint TEXT NOT NULL,
    trace_ids TEXT NOT NULL,
    at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX idempotency_keys_by_time ON idempotency_keys (at);
  `);
}

/** What tells this store from every other: a file of an earlier version gets it when it is opened. */
function addIdentity(connection: Connection): void {
  connection.exec(`
  CREATE TABLE store (identity TEXT NOT NULL) STRICT;
  INSERT INTO store VALUES (lower(hex(randomblob(16))));
  `);
}

/** Batches are replayed as they were answered: in their form, with what was refused. Keys of before have none. */
function addForms(connection: Connection): void {
  connection.exec('ALTER TABLE idempotency_keys ADD COLUMN form TEXT');
}
