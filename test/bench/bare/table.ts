import type { MessageInput } from '@memex/core';
import { instantOfMillis, parseTimestamp } from '@memex/core/toolkit';
import type { Bare } from './driver.js';

/** One table of messages, with their text, and a unique index by trace id. */
export function createTable(database: Bare): void {
  database.exec(`
    CREATE TABLE IF NOT EXISTS messages (
      id INTEGER PRIMARY KEY, trace_id TEXT NOT NULL UNIQUE, project TEXT NOT NULL, at INTEGER NOT NULL,
      user_id TEXT NOT NULL, message_id TEXT NOT NULL, json TEXT NOT NULL
    )`);
}

export const INSERT =
  'INSERT INTO messages (trace_id, project, at, user_id, message_id, json) VALUES (?, ?, ?, ?, ?, ?)';

/** The columns behind the trace id, made beforehand: the script's time is the database's. */
export function columnsOf(message: MessageInput): readonly (string | number)[] {
  const at = parseTimestamp(String(message.timestamp))?.instant ?? instantOfMillis(0);
  return [message.project, at, message.userId, message.messageId, JSON.stringify(message)];
}
