import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commonElasticsearch, dropIndices, storedAt } from '../src/elasticsearch.js';
import { createFolder, type Folder } from '../src/folder.js';
import { runMemex } from '../src/server.js';

const OURS = {
  messageId: 'm1',
  conversationId: null,
  channel: 'WEB',
  userId: 'u1',
  timestamp: '2026-01-05T10:00:00.000001',
  content: { type: 'text', value: 'Ciao 😀' },
  metadata: { order: '12345678901234567890' },
  project: 'shop',
  type: 'request',
  traceId: 'trace-of-the-file',
};
const LOG = {
  logId: 'l1',
  component: 'nlu',
  timestamp: '2026-01-05T10:00:00',
  severity: 'INFO',
  logContent: 'ready',
  project: 'shop',
  traceId: 'trace-of-the-log',
};
const ACTIVITY = {
  type: 'message',
  timestamp: '2026-01-06T10:00:00Z',
  channelId: 'web',
  conversation: { id: 'c' },
  from: { id: 'u2', role: 'user' },
  recipient: { id: 'b', role: 'bot' },
  id: 'a1',
  text: 'Hi',
};

/** A small file of each format, and how many messages and logs are in it. */
const FILES = [
  {
    args: ['in.ndjson'],
    files: { 'in.ndjson': [OURS, LOG].map((one) => `${JSON.stringify(one)}\n`).join('') },
    entries: 2,
  },
  {
    args: ['in.csv', '--map', 'map.json', '--project', 'table'],
    files: {
      'in.csv': 'when,who,said\n2026-01-05T10:00:00+01:00,+39,Ciao\n',
      'map.json': '{"fields":{"timestamp":"when","userId":"who","text":"said"}}',
    },
    entries: 1,
  },
  {
    args: ['rasa.json', '--format', 'rasa', '--project', 'rasa'],
    files: {
      'rasa.json': JSON.stringify({
        sender_id: 'ada',
        events: [
          { event: 'session_started', timestamp: 1_767_600_000 },
          { event: 'user', timestamp: 1_767_600_001.5, text: 'hi', message_id: 'u1' },
          { event: 'bot', timestamp: 1_767_600_002, text: 'hello', data: {} },
        ],
      }),
    },
    entries: 2,
  },
  {
    args: ['a.transcript', '--format', 'botframework', '--project', 'bots'],
    files: { 'a.transcript': JSON.stringify([ACTIVITY]) },
    entries: 1,
  },
  {
    args: ['result.json', '--format', 'telegram', '--project', 'telegram'],
    files: {
      'result.json': JSON.stringify({
        type: 'bot_chat',
        id: 7,
        messages: [{ id: 1, type: 'message', date_unixtime: '1767600000', from_id: 'user5', text: 'x' }],
      }),
    },
    entries: 1,
  },
  {
    args: ['slack', '--format', 'slack', '--project', 'slack'],
    files: {
      'slack/channels.json': '[{"id":"C1","name":"help"}]',
      'slack/help/2026-01-05.json': JSON.stringify([
        { type: 'message', user: 'U1', ts: '1767600001.000100', text: 'Hi' },
        { type: 'message', bot_id: 'B1', ts: '1767600002.000100', text: 'Hello' },
      ]),
    },
    entries: 2,
  },
];

const { url, skipped } = await commonElasticsearch();
const title = `memex import into Elasticsearch${skipped}`;
let folder: Folder;

describe.skipIf(url === '')(title, () => {
  beforeEach(async () => {
    folder = await createFolder();
    await dropIndices(url, 'message-*,logging-*');
  });

  afterEach(async () => {
    await dropIndices(url, 'message-*,logging-*');
    await folder[Symbol.asyncDispose]();
  });

  test('stores each format as the embedded store does, keeps trace ids, and changes nothing when it is run again', async () => {
    const elasticsearch = storedAt(url);
    const embedded = { STORE_PATH: join(folder.path, 'data') };
    for (const { files } of FILES) for (const [name, text] of Object.entries(files)) await write(name, text);
    for (const { args, entries } of FILES) {
      expect(await importing(args, embedded)).toMatchObject({ added: entries, rejected: 0 });
      expect(await importing(args, elasticsearch)).toMatchObject({ added: entries, rejected: 0 });
    }
    const stored = await exported(elasticsearch);
    expect(stored).toEqual(await exported(embedded));
    expect(stored.messages).toHaveLength(8);
    expect(stored.messages.join()).toContain('"traceId":"trace-of-the-file"');
    expect(stored.logs.join()).toContain('"traceId":"trace-of-the-log"');
    for (const { args } of FILES) expect(await importing(args, elasticsearch)).toMatchObject({ added: 0 });
    expect(await exported(elasticsearch)).toEqual(stored);
  }, 180_000);
});

async function write(name: string, text: string): Promise<void> {
  const path = join(folder.path, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

type Environment = Readonly<Record<string, string>>;

/** What `memex import` says that it did. */
async function importing(args: readonly string[], environment: Environment): Promise<unknown> {
  const [file = '', ...options] = args;
  const map = options.map((arg, index) => (options[index - 1] === '--map' ? join(folder.path, arg) : arg));
  const printed = await run(['import', join(folder.path, file), ...map, '--json'], environment);
  return JSON.parse(/^\{.*\}$/m.exec(printed)?.[0] ?? '{}');
}

/** All lines of an export, sorted: entries of the same instant have no order of their own. */
async function exported(environment: Environment) {
  const linesOf = async (kind: string): Promise<readonly string[]> => {
    const path = join(folder.path, `${kind}.ndjson`);
    await run(['export', kind, '-o', path], environment);
    return (await readFile(path, 'utf8')).trim().split('\n').sort();
  };
  return { messages: await linesOf('messages'), logs: await linesOf('logs') };
}

async function run(args: readonly string[], environment: Environment): Promise<string> {
  await using command = runMemex(args, environment);
  expect((await command.exit).code, command.output()).toBe(0);
  return command.output();
}
