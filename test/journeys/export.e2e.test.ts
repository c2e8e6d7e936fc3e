import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex, type Message } from '@memex/core';
import { instantOf } from '@memex/core/toolkit';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDuckdb } from '../bench/duckdb/database.js';
import { botMessages } from '../src/bot-messages.js';
import { createFolder, type Folder } from '../src/folder.js';
import { runMemex } from '../src/server.js';

let folder: Folder;
let messages: Message[];

beforeAll(async () => {
  folder = await createFolder();
  const memex = createMemex({ store: createSqliteStore({ path: join(folder.path, 'data') }) });
  await memex.start();
  const made = botMessages(3_000);
  for (let start = 0; start < made.length; start += 1_000)
    await memex.messages.append(made.slice(start, start + 1_000));
  messages = [];
  const range = { project: 'library', fromTime: '2020-01-01', toTime: '2030-01-01' };
  for await (const message of memex.messages.all(range)) messages.push(message);
  await memex.stop();
});

afterAll(() => folder[Symbol.asyncDispose]());

async function exportTo(path: string, ...options: readonly string[]): Promise<string> {
  const target = join(folder.path, path);
  await using command = runMemex(['export', 'messages', '-o', target, ...options], {
    STORE_PATH: join(folder.path, 'data'),
  });
  expect((await command.exit).code, command.output()).toBe(0);
  return target;
}

/** What must be the same in every format: one text for each message. */
function factsOf(message: Message): string {
  const { messageId, userId, timestamp, type, content, metadata } = message;
  const intent = 'intent' in message ? message.intent : null;
  const value = content !== null && 'value' in content ? content.value : null;
  return [
    messageId,
    userId,
    instantOf(timestamp),
    type,
    value ?? '',
    intent?.name ?? '',
    intent?.confidence ?? '',
    metadata === null ? '' : Object.keys(metadata).length,
  ].join('|');
}

const FACTS = (confidence: string, name: string, value: string) => `
  concat_ws('|', messageId, userId, epoch_us(timestamp::TIMESTAMPTZ), type, coalesce(${value}, ''), coalesce(${name}, ''),
    coalesce((${confidence})::DOUBLE::JSON::VARCHAR, ''), coalesce(len(json_keys(metadata::JSON))::VARCHAR, ''))`;

describe('what memex export writes is read by other tools', () => {
  test.each([
    [
      'parquet/',
      ['--format', 'parquet'],
      "read_parquet('PATH/*.parquet')",
      'intent_confidence',
      'intent_name',
      'content_value',
    ],
    ['all.parquet', [], "read_parquet('PATH')", 'intent_confidence', 'intent_name', 'content_value'],
    [
      'all.csv.gz',
      [],
      "read_csv('PATH', all_varchar = true)",
      "intent::JSON->>'confidence'",
      "intent::JSON->>'name'",
      "content::JSON->>'value'",
    ],
    [
      'all.ndjson.gz',
      [],
      "read_json('PATH', columns = {messageId: 'VARCHAR', userId: 'VARCHAR', timestamp: 'VARCHAR', type: 'VARCHAR', content: 'JSON', intent: 'JSON', metadata: 'JSON'})",
      "intent->>'confidence'",
      "intent->>'name'",
      "content->>'value'",
    ],
  ])('DuckDB reads %s', async (path, options, source, confidence, name, value) => {
    const target = await exportTo(path, ...options);
    const rows = await query(
      `SELECT ${FACTS(confidence, name, value)} AS facts FROM ${source.replace('PATH', target)}`,
    );
    expect(rows.map(([facts]) => String(facts)).sort()).toEqual(messages.map(factsOf).sort());
  });

  test('a Parquet file has times, numbers and texts of their own types', async () => {
    const target = await exportTo('types.parquet');
    const rows = await query(`DESCRIBE SELECT timestamp, intent_confidence, metadata FROM '${target}'`);
    expect(rows.map(([name, type]) => [name, type])).toEqual([
      ['timestamp', 'TIMESTAMP WITH TIME ZONE'],
      ['intent_confidence', 'DOUBLE'],
      ['metadata', 'VARCHAR'],
    ]);
  });
});

/** Python with pyarrow, as researchers have it. */
const withoutPyarrow =
  spawnSync('python3', ['-c', 'import pyarrow']).status === 0 ? '' : ': needs python3 with pyarrow';

test.skipIf(withoutPyarrow !== '')(`pyarrow reads a Parquet file${withoutPyarrow}`, async () => {
  const target = await exportTo('pyarrow.parquet');
  const script = `import json, sys, pyarrow.parquet as p
table = p.read_table(sys.argv[1])
print(json.dumps([table.num_rows, str(table.schema.field('timestamp').type), sorted(table.column('messageId').to_pylist())]))`;
  const printed = execFileSync('python3', ['-c', script, target], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const ids = messages.map(({ messageId }) => messageId).sort();
  expect(JSON.parse(printed)).toEqual([messages.length, 'timestamp[us, tz=UTC]', ids]);
});

/** Nothing is stored: statements read what was exported. */
async function query(statement: string): Promise<readonly (readonly unknown[])[]> {
  const rows = await (await openDuckdb(':memory:'))(statement);
  return rows.map((row) => (Array.isArray(row) ? row : [row]));
}
