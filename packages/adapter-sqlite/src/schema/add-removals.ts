import type { Connection } from './connection.js';

/**
 * Counts the deleted messages of each project. Whoever keeps copies of messages in memory sees by it that some must go. A trigger does it
 * in the transaction that deletes, whatever deletes.
 */
export function addRemovals(connection: Connection): void {
  connection.exec(`
  ALTER TABLE projects ADD COLUMN removals INTEGER NOT NULL DEFAULT 0;
  CREATE TRIGGER messages_removed AFTER DELETE ON messages BEGIN
    UPDATE projects SET removals = removals + 1 WHERE id = OLD.project;
  END;
  `);
}
