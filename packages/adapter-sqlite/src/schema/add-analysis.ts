import type { SqlValue } from '../driver/driver.js';
import type { Connection } from './connection.js';
import { IDENTITIES, type Identity, TABLES } from './tables.js';

/**
 * The migration that adds what analyses need:
 *
 * - columns of messages, and indices that contain them, so that most measures read no messages;
 * - when each user and conversation of a project was first seen, which `write/first-seen.ts` records and triggers correct on deletion;
 * - the analytics.
 */
export function addAnalysis(connection: Connection): void {
  connection.exec(COLUMNS);
  fillColumns(connection);
  connection.exec(INDICES);
  connection.exec(FIRST_SEEN);
  connection.exec(ANALYTICS);
}

const COLUMNS = `
  DROP INDEX messages_by_time;
  DROP INDEX messages_by_user;
  DROP INDEX messages_by_conversation;
  ALTER TABLE messages ADD COLUMN content_type INTEGER;
  ALTER TABLE messages ADD COLUMN intent_h INTEGER;
  ALTER TABLE messages ADD COLUMN domain_h INTEGER;
`;

const INDICES = `
  CREATE INDEX messages_by_time ON messages
    (project, at, id, type, channel_h, user_h, conversation_h, content_type, message_h, intent_h, domain_h);
  CREATE INDEX messages_by_user ON messages (user_h, project, at, id, message_h, type);
  CREATE INDEX messages_by_conversation ON messages (conversation_h, at, id, project)
    WHERE conversation_h IS NOT NULL;
`;

const FIRST_SEEN = `
  CREATE TABLE first_seen (
    project INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (project, kind, hash)
  ) STRICT, WITHOUT ROWID;
  ${keepFirst(IDENTITIES.userId)}
  ${keepFirst(IDENTITIES.conversationId)}
  CREATE INDEX first_seen_by_time ON first_seen (project, kind, at);
`;

/** When the first message is deleted, the next one becomes the first. The index finds it directly. */
function keepFirst({ kind, column, index }: Identity): string {
  return `
  INSERT INTO first_seen
    SELECT project, ${kind}, ${column}, min(at) FROM messages WHERE ${column} IS NOT NULL GROUP BY project, ${column};

  CREATE TRIGGER ${index}_removed AFTER DELETE ON messages WHEN EXISTS (
    SELECT 1 FROM first_seen
    WHERE project = OLD.project AND kind = ${kind} AND hash = OLD.${column} AND at = OLD.at) BEGIN
    DELETE FROM first_seen WHERE project = OLD.project AND kind = ${kind} AND hash = OLD.${column};
    INSERT INTO first_seen
      SELECT project, ${kind}, ${column}, at FROM messages INDEXED BY ${index}
      WHERE ${column} = OLD.${column} AND project = OLD.project ORDER BY at LIMIT 1;
  END;`;
}

const ANALYTICS = `
  CREATE TABLE analytics (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    project TEXT NOT NULL,
    type TEXT NOT NULL,
    timespan TEXT NOT NULL,
    created INTEGER,
    descriptor TEXT NOT NULL,
    result TEXT
  ) STRICT;
`;

const NEW_FIELDS = ['content.type', 'intent.name', 'domain'];

const ROWS_PER_STEP = 1_000;

/** Fills the new columns of existing messages from their texts. */
function fillColumns(connection: Connection): void {
  const fields = TABLES.messages.fields.filter(({ field }) => NEW_FIELDS.includes(field));
  const select = connection.prepare(
    `SELECT e.id, ${fields.map(({ field }) => `t.json ->> '$.${field}'`).join(', ')}
     FROM messages e CROSS JOIN messages_text t ON t.id = e.id
     WHERE e.id > ? ORDER BY e.id LIMIT ${ROWS_PER_STEP}`,
  );
  const update = connection.prepare(
    `UPDATE messages SET ${fields.map(({ column }) => `${column} = ?`).join(', ')} WHERE id = ?`,
  );
  let last: SqlValue | undefined = 0;
  while (last !== undefined) {
    const rows = select.all(last);
    for (const [id = null, ...texts] of rows) {
      const values = fields.map(({ toColumn }, index) => toColumn(textOf(texts[index])));
      update.run(...values, id);
    }
    last = rows.at(-1)?.[0];
  }
}

function textOf(value: SqlValue | undefined): string | null {
  return typeof value === 'string' ? value : null;
}
