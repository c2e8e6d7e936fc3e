import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MessageInput } from '@memex/core';
import { AnalyticResult, decode } from '@memex/core/model';
import { describe, expect, test } from 'vitest';
import { openDuckdb } from '../bench/duckdb/database.js';
import { BOT_PROJECT, botMessages } from '../src/bot-messages.js';
import { type Client, createClient } from '../src/client.js';
import { CONVERSATION_LISTS, DASHBOARD_QUESTIONS, type Row, SLICES } from '../src/dashboard-questions.js';
import { storedAt } from '../src/elasticsearch.js';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { membersOf } from '../src/members.js';
import { ownElasticsearch } from '../src/own-elasticsearch.js';
import { fill } from '../src/posting.js';
import { startServer } from '../src/server.js';
import { until } from '../src/wait.js';
import { textField, walk } from '../src/walk.js';

const CONVERSATIONS = 2_000;

const { node, skipped: missing } = await ownElasticsearch();
const STORES = [
  { name: 'the embedded store', environment: { STORE: 'embedded' }, skipped: '' },
  {
    name: 'Elasticsearch',
    environment: storedAt(node?.url ?? ''),
    skipped: missing,
  },
];

describe('P16 the questions of a dashboard, asked over HTTP, have the answers that DuckDB gives on the exported rows', () => {
  for (const { name, environment, skipped } of STORES) {
    test.skipIf(skipped !== '')(`from ${name}${skipped}`, { timeout: 300_000 }, async () => {
      await using folder = await createFolder();
      await using server = await startServer({ folder: folder.path, environment });
      await using client = createClient(server.url);
      const messages = botMessages(CONVERSATIONS);
      await fill(client, batchesOf(messages), messages.length);
      const rows = await exportRows(client, messages.length);
      const sql = await loadRows(join(folder.path, 'rows.json'), rows);
      const different: unknown[] = [];
      for (const { name, filters, sql: condition } of SLICES) {
        const found = await ask(
          client,
          DASHBOARD_QUESTIONS.map(({ descriptor }) => descriptor(filters)),
        );
        for (const [index, question] of DASHBOARD_QUESTIONS.entries()) {
          const [answer] = found.slice(index);
          const got = sumsOf(answer === undefined ? [] : question.read(answer));
          const wanted = sumsOf(await sql(question.sql(condition)));
          if (!agree(got, wanted)) different.push({ slice: name, question: question.name, got, wanted });
        }
      }
      for (const { name, query, sql: statement } of CONVERSATION_LISTS)
        expect(await conversations(client, query), name).toEqual(await sql(statement));
      printFigure('P16', `dashboard from ${name}`, {
        messages: rows.length,
        'lists of conversations': CONVERSATION_LISTS.length,
        questions: SLICES.length * DASHBOARD_QUESTIONS.length,
        'different answers': different.length,
      });
      expect(different).toEqual([]);
    });
  }
});

/** The id of each conversation, the time of its last message, and how many messages and fallbacks it has. */
async function conversations(
  client: Client,
  query: Readonly<Record<string, string>>,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of walk(client, '/conversations', { ...query, maxSize: '100' }))
    for (const one of page) {
      const { messages, fallbacks } = membersOf(one);
      const id = textField(one, 'conversationId');
      rows.push([id, millisOf(textField(one, 'lastTime')), Number(messages), Number(fallbacks)]);
    }
  return rows;
}

function batchesOf(messages: readonly MessageInput[]): (count: number) => readonly MessageInput[] {
  let next = 0;
  return (count) => {
    next += count;
    return messages.slice(next - count, next);
  };
}

/** All messages, as soon as all can be found. */
function exportRows(client: Client, count: number): Promise<readonly unknown[]> {
  return until(`${count} messages`, async () => {
    const rows: unknown[] = [];
    const query = { project: BOT_PROJECT, fromTime: '2020-01-01', toTime: '2030-01-01' };
    for await (const page of walk(client, '/messages', query)) rows.push(...page);
    return rows.length === count ? rows : undefined;
  });
}

/** Loads rows into DuckDB. A function that runs a statement on them. */
async function loadRows(
  file: string,
  rows: readonly unknown[],
): Promise<(sql: string) => Promise<readonly Row[]>> {
  const lines = rows.map(
    (row) => `${JSON.stringify({ ...membersOf(row), millis: millisOf(textField(row, 'timestamp')) })}\n`,
  );
  await writeFile(file, lines.join(''));
  const run = await openDuckdb(':memory:');
  await run(`CREATE TABLE messages AS SELECT messageId, conversationId, userId, channel, type, responseTo, language, domain,
      make_timestamp(1000 * millis) AS instant, intent.name AS intent, content.value AS value, metadata.attempt AS attempt, metadata.tags AS tags
    FROM read_json('${file}', format = 'newline_delimited', columns = {messageId: 'VARCHAR', conversationId: 'VARCHAR', userId: 'VARCHAR',
      channel: 'VARCHAR', type: 'VARCHAR', responseTo: 'VARCHAR', language: 'VARCHAR', domain: 'VARCHAR', millis: 'BIGINT',
      intent: 'STRUCT(name VARCHAR)', content: 'STRUCT(value VARCHAR)', metadata: 'STRUCT(attempt BIGINT, tags VARCHAR[])'})`);
  return async (sql) => (await run(sql)).map(plainRow);
}

/** DuckDB drops the offset of a time without telling. */
function millisOf(time: string): number {
  return Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(time) ? time : `${time}Z`);
}

function plainRow(row: unknown): Row {
  if (!Array.isArray(row)) throw new TypeError('a row is a list');
  return row.map((cell: unknown) => (typeof cell === 'string' || cell === null ? cell : Number(cell)));
}

async function ask(client: Client, descriptors: readonly object[]): Promise<readonly AnalyticResult[]> {
  const { status, body, text } = await client.send({
    method: 'POST',
    path: '/analytics/query',
    json: descriptors,
  });
  if (status !== 200 || !Array.isArray(body)) throw new Error(`${status}: ${text.slice(0, 500)}`);
  return body.map((result: unknown) => decode(AnalyticResult, result));
}

/** The numbers of rows by their labels; those with the same labels together. */
function sumsOf(rows: readonly Row[]): Readonly<Record<string, number>> {
  const sums: Record<string, number> = {};
  for (const row of rows) {
    const label = JSON.stringify(row.slice(0, -1));
    sums[label] = (sums[label] ?? 0) + Number(row.at(-1));
  }
  return sums;
}

function agree(got: Readonly<Record<string, number>>, wanted: Readonly<Record<string, number>>): boolean {
  const labels = Object.keys(wanted);
  return (
    labels.length > 0 &&
    labels.length === Object.keys(got).length &&
    labels.every((label) => Math.abs((got[label] ?? Number.NaN) - (wanted[label] ?? 0)) <= 1e-6)
  );
}
