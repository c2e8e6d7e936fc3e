import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import type { MessageInput } from '@memex/core';
import { parseTimestamp, uuidSource } from '@memex/core/toolkit';
import { openBare } from './driver.js';

/** The values of a message's columns, and its text. */
export interface BareRow {
  readonly columns: readonly (number | bigint | null)[];
  readonly json: string;
}

/** The tables of the embedded store with their indices, written to without it. */
export interface BareStore {
  /** Inserts rows in one synced transaction; returns their trace ids. */
  insert(rows: readonly BareRow[]): readonly string[];
}

export async function openBareStore(folder: string): Promise<BareStore> {
  const store = createSqliteStore({ path: folder });
  await store.start();
  await store.stop();
  const database = openBare(join(folder, 'memex.db'));
  database.exec("INSERT INTO projects (id, name) VALUES (1, 'weather')");
  const insertText = database.prepare('INSERT INTO messages_text (id, json) VALUES (?, ?)');
  const insertRow = database.prepare(`
  INSERT INTO messages
    (id, trace_id, project, at, type, channel_h, user_h, message_h, conversation_h, content_type, intent_h)
  VALUES (?, ?, 1, ?, 0, ?, ?, ?, ?, 0, ?)`);
  let inserted = 0;
  return {
    insert: (rows) => {
      database.exec('BEGIN IMMEDIATE');
      const traceIds = rows.map(({ columns, json }) => {
        const traceId = uuidSource.next();
        insertRow.run(++inserted, traceId, ...columns);
        insertText.run(inserted, json);
        return traceId;
      });
      database.exec('COMMIT');
      return traceIds;
    },
  };
}

export function bareRowOf(message: MessageInput): BareRow {
  const { channel, userId, messageId, conversationId } = message;
  const at = parseTimestamp(String(message.timestamp))?.instant ?? 0;
  const intent = 'intent' in message ? message.intent?.name : undefined;
  const texts = [channel, userId, messageId, conversationId, intent];
  return {
    columns: [at, ...texts.map((text) => (text ? hash(text) : null))],
    json: JSON.stringify(message),
  };
}

/** As long as those of the store. */
function hash(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigInt64BE();
}
