import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import type { MessageInput } from '@memex/core';
import { parseTimestamp, uuidSource } from '@memex/core/toolkit';
import { createSamples } from '../../src/samples.js';
import { openBare } from './driver.js';
import { serveMeasurements } from './measurements.js';

/**
 * Inserts the rows of the embedded store, into its tables and with its indices, so many messages a transaction, and does nothing else;
 * measures messages a second. The values of the columns are made beforehand: the script's time is the database's.
 */
const [folder = '', perTransaction = '1'] = process.argv.slice(2);
const size = Number(perTransaction);

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
const rows = createSamples()(10_000).map((message) => ({
  columns: columnsOf(message),
  json: JSON.stringify(message),
}));

function columnsOf(message: MessageInput): readonly (number | bigint | null)[] {
  const { channel, userId, messageId, conversationId } = message;
  const at = parseTimestamp(String(message.timestamp))?.instant ?? 0;
  const intent = 'intent' in message ? message.intent?.name : undefined;
  return [
    at,
    ...[channel, userId, messageId, conversationId, intent].map((text) => (text ? hash(text) : null)),
  ];
}

/** As long as those of the store. */
function hash(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigInt64BE();
}

let inserted = 0;

serveMeasurements((seconds) => {
  const [begin, first] = [performance.now(), inserted];
  while (performance.now() - begin < seconds * 1_000) {
    database.exec('BEGIN IMMEDIATE');
    for (let row = 0; row < size; row++) {
      const { columns = [], json } = rows[inserted % rows.length] ?? {};
      insertRow.run(++inserted, uuidSource.next(), ...columns);
      insertText.run(inserted, json);
    }
    database.exec('COMMIT');
  }
  return ((inserted - first) / (performance.now() - begin)) * 1_000;
});
