import { addAnalysis } from './add-analysis.js';
import { addRemovals } from './add-removals.js';
import type { Connection } from './connection.js';
import type { Migration } from './migration.js';

/**
 * The steps from an empty file to the newest schema. A file's `user_version` counts the steps it has taken. Never change a step, only
 * add new ones: each must work on files that earlier versions wrote.
 *
 * Texts have a table of their own, apart from the searched columns. A text is never moved. When its entry is deleted, it is overwritten
 * in place, so that no copy is left (see `write/remove.ts`). `AUTOINCREMENT` prevents the reuse of ids, which are positions.
 *
 * An index that is not in the order of time makes each message of a batch write a page of its own. So there is no index by message id:
 * a message id is looked up among the messages of its user.
 *
 * Columns ending in `_h` hold hashes (`schema/hash.ts`). Indices include the id where pages are read in the order of instant and id.
 */
export const MIGRATIONS: readonly Migration[] = [
  addEntries,
  addAnalysis,
  addIdentity,
  addForms,
  addRemovals,
  addKeyValues,
];

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

/** Identifies this store. A file of an earlier version gets an identity when it is opened. */
function addIdentity(connection: Connection): void {
  connection.exec(`
  CREATE TABLE store (identity TEXT NOT NULL) STRICT;
  INSERT INTO store VALUES (lower(hex(randomblob(16))));
  `);
}

/** Keeps how a batch was sent and what was refused, to give the same answer again. Older keys have no form. */
function addForms(connection: Connection): void {
  connection.exec('ALTER TABLE idempotency_keys ADD COLUMN form TEXT');
}

/** What Memex keeps beside entries: how long projects are kept, receipts, and the like. */
function addKeyValues(connection: Connection): void {
  connection.exec(`
  CREATE TABLE key_values (
    space TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (space, key)
  ) STRICT, WITHOUT ROWID;
  `);
}
