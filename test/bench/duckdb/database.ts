import { once } from 'node:events';
import { createWriteStream, existsSync, rmSync } from 'node:fs';
import type { MessageInput } from '@memex/core';
import { createSamples, type SampleOptions } from '../../src/samples.js';

/** How many messages a file of DuckDB has, and which. */
export interface DuckdbSamples extends SampleOptions {
  readonly count: number;
}

/** Opens a file of DuckDB to answer statements with one thread; a function that runs one. */
export async function openDuckdb(file: string): Promise<(sql: string) => Promise<readonly unknown[]>> {
  const connection = await (await openFile(file)).connect();
  await connection.run('SET threads = 1');
  return async (sql) => (await connection.runAndReadAll(sql)).getRows();
}

/** Fills a file of DuckDB with sample messages: the fields of the model are columns, and `metadata` is a column of JSON. */
export async function fillDuckdb(file: string, { count, ...samples }: DuckdbSamples): Promise<void> {
  if (existsSync(file)) rmSync(file);
  const lines = `${file}.json`;
  await writeLines(lines, createSamples(samples), count);
  const instance = await openFile(file);
  const connection = await instance.connect();
  await connection.run(
    `CREATE TABLE messages AS SELECT * FROM read_json('${lines}', format = 'newline_delimited', columns = {${COLUMNS}})`,
  );
  connection.closeSync();
  instance.closeSync();
  rmSync(lines);
}

/** The package is 68 MB of native code: loaded where a row is measured beside it, and nowhere else. */
async function openFile(file: string) {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  return DuckDBInstance.create(file);
}

const COLUMNS = [
  ...[
    'messageId',
    'conversationId',
    'channel',
    'userId',
    'project',
    'type',
    'responseTo',
    'contentType',
    'text',
    'intent',
    'domain',
  ].map((name) => `${name}: 'VARCHAR'`),
  "instant: 'TIMESTAMP'",
  "confidence: 'DOUBLE'",
  "metadata: 'JSON'",
].join(', ');

async function writeLines(
  file: string,
  make: (count: number) => readonly MessageInput[],
  count: number,
): Promise<void> {
  const stream = createWriteStream(file);
  for (let left = count; left > 0; left -= AT_ONCE) {
    const lines = make(Math.min(left, AT_ONCE)).map((message) => `${JSON.stringify(rowOf(message))}\n`);
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

const AT_ONCE = 10_000;

function rowOf(message: MessageInput): object {
  const { messageId, conversationId, channel, userId, project, type, content, metadata } = message;
  const request = message.type === 'request' ? message : undefined;
  return {
    messageId,
    conversationId,
    channel,
    userId,
    project,
    type,
    responseTo: message.type === 'response' ? message.responseTo : undefined,
    contentType: content?.type,
    text: content?.type === 'text' ? content.value : null,
    intent: request?.intent?.name,
    domain: request?.domain,
    instant: String(message.timestamp),
    confidence: request?.intent?.confidence,
    metadata,
  };
}
