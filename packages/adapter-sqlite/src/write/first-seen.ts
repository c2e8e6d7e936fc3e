import type { Connection } from '../schema/connection.js';
import { IDENTITIES, type Identity } from '../schema/tables.js';

/**
 * Runs `work` of a transaction, and then notes whom the messages that it added show for the first time, or earlier than known: once for
 * all of them. A trigger, as deletions have, would make SQLite keep a journal for each message, at half the cost of adding it.
 */
export function notingFirstSeen<A>(connection: Connection, work: () => A): A {
  const [last] = connection.prepare(LAST_ID).get() ?? [];
  const result = work();
  for (const statement of NOTES) connection.prepare(statement).run(last ?? 0);
  return result;
}

/** Ids only grow: those of new messages are past it. */
const LAST_ID = "SELECT seq FROM sqlite_sequence WHERE name = 'messages'";

const NOTES = Object.values(IDENTITIES).map(noteOf);

function noteOf({ kind, column }: Identity): string {
  return `
    INSERT INTO first_seen (project, kind, hash, at)
      SELECT project, ${kind}, ${column}, min(at) FROM messages
      WHERE id > ? AND ${column} IS NOT NULL GROUP BY project, ${column}
      ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at < at`;
}
