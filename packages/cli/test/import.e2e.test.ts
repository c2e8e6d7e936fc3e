import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { runMemex, serveMemex } from './memex-process.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
  return () => rm(folder, { recursive: true });
});

async function memex(args: readonly string[], store = 'data', input = '') {
  await using command = runMemex(args, { STORE_PATH: join(folder, store) }, folder, input);
  return { code: await command.exit, ...command.printed };
}

async function file(name: string, content: string): Promise<string> {
  await writeFile(join(folder, name), content);
  return name;
}

/** Lines of messages as `memex export` writes them. */
function lines(count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index;
    const message = {
      messageId: `m${number}`,
      conversationId: null,
      channel: 'WEB',
      userId: `user ${number % 7}`,
      timestamp: new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString().slice(0, 19),
      content: { type: 'text', value: `=1+${number}, "quoted"\n😀` },
      metadata: { id: 'BIG' },
      project: 'shop',
      type: 'request',
      domain: null,
      intent: { name: 'ask', confidence: 0.5 },
      entities: [],
      language: null,
      traceId: `trace-${String(number).padStart(9, '0')}`,
    };
    return `${JSON.stringify(message).replace('"BIG"', '12345678901234567890')}\n`;
  }).join('');
}

const DAY = [
  { type: 'message', user: 'U1', ts: '1767600001.000100', text: 'Hi' },
  { type: 'message', bot_id: 'B1', ts: '1767600002.000100', text: 'Hello' },
];
const RASA = [
  { event: 'session_started', timestamp: 1_700_000_000, sender_id: 'ada' },
  { event: 'user', timestamp: 1_700_000_001, sender_id: 'ada', text: 'hi', message_id: 'u1' },
  { event: 'bot', timestamp: 1_700_000_002, sender_id: 'ada', text: 'hello', data: {} },
];

describe('memex import', () => {
  test.each([
    ['NDJSON', 'out.ndjson'],
    ['compressed NDJSON', 'out.ndjson.gz'],
    ['CSV', 'out.csv'],
  ])('of what was exported as %s gives the same messages, and again changes nothing', async (_, name) => {
    await file('in.ndjson', lines(3_000));
    const first = await memex(['import', 'in.ndjson']);
    expect([first.code, first.stdout]).toEqual([
      0,
      '3,000 messages imported from 1 file, 3,000 of them new\n',
    ]);
    expect((await memex(['export', 'messages', '-o', name])).code).toBe(0);
    const moved = await memex(['import', name], 'other');
    expect([moved.code, moved.stdout]).toEqual([
      0,
      '3,000 messages imported from 1 file, 3,000 of them new\n',
    ]);
    const again = await memex(['import', name, '--json'], 'other');
    expect(JSON.parse(again.stdout)).toEqual({
      files: 1,
      items: 3_000,
      messages: 3_000,
      logs: 0,
      added: 0,
      ignored: {},
      rejected: 0,
    });
    await memex(['export', 'messages', '-o', 'back.ndjson'], 'other');
    const back = await readFile(join(folder, 'back.ndjson'), 'utf8');
    // CSV has times in a zone, so they have its offset afterwards.
    expect(name === 'out.csv' ? back.replaceAll('+00:00"', '"') : back).toBe(lines(3_000));
  });

  test('of logs, and from standard input', async () => {
    const log = {
      logId: 'l1',
      component: 'hub',
      severity: 'INFO',
      logContent: '',
      project: 'p',
      timestamp: '2026-01-05',
    };
    const first = await memex(
      ['import', '-', '--format', 'ndjson'],
      'data',
      `${JSON.stringify(log)}\n${lines(1)}`,
    );
    expect(first.stdout).toBe('1 messages and 1 logs imported from 1 file, 2 of them new\n');
    await memex(['export', 'logs', '-o', 'logs.csv']);
    expect((await memex(['import', 'logs.csv'])).stdout).toBe(
      '0 messages and 1 logs imported from 1 file, 0 of them new\n',
    );
  });

  test('writes what it cannot store to a private file, with file, line and reason, and stores the rest', async () => {
    await file('in.ndjson', `${lines(1)}{"messageId":1}\n{broken\n${lines(1, 1)}`);
    await file('more.ndjson', lines(1, 2));
    const { code, stdout, stderr } = await memex(['import', 'in.ndjson', 'more.ndjson']);
    expect([code, stdout]).toEqual([
      1,
      '3 messages imported from 2 files, 3 of them new\nrejected: 2; each is in memex-rejects.ndjson, with its reason\n',
    ]);
    expect(stderr).toContain('memex: in.ndjson line 2: type ');
    expect(stderr).toContain('memex: in.ndjson line 3: column 2: ');
    const rejects = (await readFile(join(folder, 'memex-rejects.ndjson'), 'utf8')).trim().split('\n');
    expect(rejects.map((line) => JSON.parse(line))).toEqual([
      { file: 'in.ndjson', place: 'line 2', reason: expect.any(String), original: { messageId: 1 } },
      { file: 'in.ndjson', place: 'line 3', reason: expect.any(String), original: '{broken' },
    ]);
    expect((await stat(join(folder, 'memex-rejects.ndjson'))).mode & 0o777).toBe(0o600);
  });

  test('in a dry run only reads, and makes no store and no file', async () => {
    await file('in.ndjson', `${lines(2)}{}\n`);
    const { code, stdout } = await memex(['import', 'in.ndjson', '--dry-run']);
    expect([code, stdout]).toEqual([
      1,
      '2 messages can be imported from 1 file; nothing was stored\nrejected: 1\n',
    ]);
    expect(await readdir(folder)).toEqual(['in.ndjson']);
    await memex(['import', 'in.ndjson', '--dry-run', '--rejects', 'bad.ndjson']);
    expect(await readFile(join(folder, 'bad.ndjson'), 'utf8')).toContain('"place":"line 3"');
  });

  test('reads the formats of others', async () => {
    await file('tracker.json', JSON.stringify(RASA));
    const rasa = await memex(['import', 'tracker.json', '--format', 'rasa', '--project', 'p']);
    expect(rasa.stdout).toBe('2 messages imported from 1 file, 2 of them new\nignored: 1 session_started\n');
    const activity = {
      type: 'message',
      timestamp: '2026-01-05T10:00:00Z',
      channelId: 'web',
      conversation: { id: 'c' },
    };
    await file(
      'a.transcript',
      JSON.stringify([
        {
          ...activity,
          id: 'a',
          text: 'x',
          from: { id: 'u', role: 'user' },
          recipient: { id: 'b', role: 'bot' },
        },
      ]),
    );
    const bots = await memex(['import', 'a.transcript', '--format', 'botframework', '--project', 'p']);
    expect(bots.stdout).toContain('1 messages imported');
    const messages = [{ id: 1, type: 'message', date_unixtime: '1767600000', from_id: 'user5', text: 'x' }];
    await file('result.json', JSON.stringify({ type: 'bot_chat', id: 7, messages }));
    const telegram = await memex(['import', 'result.json', '--format', 'telegram', '--project', 'p']);
    expect(telegram.stdout).toContain('1 messages imported');
    await mkdir(join(folder, 'slack/help'), { recursive: true });
    await file('slack/channels.json', '[{"id":"C1","name":"help"}]');
    await file('slack/help/2026-01-05.json', JSON.stringify(DAY));
    const slack = await memex(['import', 'slack', '--format', 'slack', '--project', 'p']);
    expect(slack.stdout).toContain('2 messages imported from 1 file, 2 of them new');
    await file('wa.csv', 'when,who,said\n2026-01-05T10:00:00+01:00,+39,Ciao\n');
    await file(
      'map.json',
      '{"channel":"WHATSAPP","fields":{"timestamp":"when","userId":"who","text":"said"}}',
    );
    const table = await memex(['import', 'wa.csv', '--map', 'map.json', '--project', 'p']);
    expect(table.stdout).toContain('1 messages imported');
    await memex(['export', 'messages', '-o', 'all.ndjson']);
    const stored = (await readFile(join(folder, 'all.ndjson'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(stored.map(({ type, userId, channel }) => `${type} ${userId} ${channel}`).sort()).toEqual([
      'request +39 WHATSAPP',
      'request U1 SLACK',
      'request ada rasa',
      'request u web',
      'request user5 TELEGRAM',
      'response U1 SLACK',
      'response ada rasa',
    ]);
  });

  test('replaces ids by pseudonyms, so that no file of the store has them', async () => {
    await file('in.json', JSON.stringify(RASA).replaceAll('ada', 'ada-lovelace-1815'));
    await file('key', 'k'.repeat(40));
    await chmod(join(folder, 'key'), 0o600);
    const args = ['import', 'in.json', '--format', 'rasa', '--project', 'p', '--pseudonymise', 'key'];
    expect((await memex(args)).stdout).toContain('2 of them new');
    expect((await memex(args)).stdout).toContain('0 of them new');
    await memex(['export', 'messages', '-o', 'out.ndjson.gz']);
    const text = gunzipSync(await readFile(join(folder, 'out.ndjson.gz'))).toString();
    const [request, response] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(request.userId).toMatch(/^[0-9a-f]{32}$/);
    expect([response.userId, response.responseTo]).toEqual([request.userId, request.messageId]);
    for (const name of await readdir(join(folder, 'data')))
      expect(await readFile(join(folder, 'data', name), 'latin1'), name).not.toContain('lovelace');
  });

  test('can be stopped or killed, and run again', async () => {
    await file('in.ndjson', lines(60_000));
    for (const signal of ['SIGKILL', 'SIGINT'] as const) {
      await using command = runMemex(['import', 'in.ndjson'], { STORE_PATH: join(folder, 'data') }, folder);
      // Its progress shows once the first messages are handed to the store.
      await vi.waitFor(() => expect(command.printed.stderr).toContain('in.ndjson'), {
        timeout: 20_000,
        interval: 5,
      });
      command.signal(signal);
      const code = await command.exit;
      if (signal === 'SIGINT')
        expect([code, command.printed.stderr]).toEqual([
          1,
          expect.stringContaining('stopped by SIGINT; the same command'),
        ]);
    }
    const again = await memex(['import', 'in.ndjson', '--json']);
    expect(JSON.parse(again.stdout)).toMatchObject({ messages: 60_000 });
    expect((await memex(['import', 'in.ndjson'])).stdout).toContain(
      '60,000 messages imported from 1 file, 0 of them new',
    );
  });

  test('rejects messages of erased users, and does not write what they said', async () => {
    await file('in.ndjson', lines(3));
    expect((await memex(['import', 'in.ndjson'])).code).toBe(0);
    await using server = serveMemex({
      STORE: 'embedded',
      STORE_PATH: join(folder, 'data'),
      WS_SUPPRESS: 'on',
    });
    const erased = await fetch(`${await server.url()}/messages?userId=user%201`, { method: 'DELETE' });
    expect(erased.status).toBe(200);
    server.signal('SIGTERM');
    await server.exit;
    const { code, stdout, stderr } = await memex(['import', 'in.ndjson', '--suppress', 'on']);
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining('2 messages imported from 1 file, 0 of them new'),
    ]);
    expect(stderr).toContain('in.ndjson line 2: is of a user who was erased');
    expect(JSON.parse(await readFile(join(folder, 'memex-rejects.ndjson'), 'utf8'))).toMatchObject({
      place: 'line 2',
      original: null,
    });
  });
});
