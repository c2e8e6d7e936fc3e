import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { createSqliteStore } from '@memex/adapter-sqlite';
import { createMemex } from '@memex/core';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { runMemex } from './memex-process.js';

const MESSAGES = 12_000;

/** A message every four hours, from 2021 on. */
const timeOf = (index: number): string => new Date(Date.UTC(2021, 0, 1) + index * 14_400_000).toISOString();

let store: string;
let folder: string;

beforeAll(async () => {
  store = await mkdtemp(join(tmpdir(), 'export-store-'));
  const sqlite = createSqliteStore({ path: store });
  const memex = createMemex({ store: sqlite });
  await memex.start();
  for (let start = 0; start < MESSAGES; start += 1_000) {
    await memex.messages.append(
      Array.from({ length: 1_000 }, (_, index) => ({
        type: 'request' as const,
        messageId: `m${start + index}`,
        channel: 'WEB',
        userId: `user ${index % 7}`,
        project: index % 2 === 0 ? 'even' : 'odd',
        timestamp: timeOf(start + index),
        content: { type: 'text' as const, value: `=1+${index}, "quoted"\nand 😀` },
      })),
    );
  }
  await memex.logs.append([
    {
      logId: 'l1',
      component: 'hub',
      severity: 'INFO',
      logContent: 'on',
      project: 'even',
      timestamp: '2021-05-01',
    },
  ]);
  await memex.stop();
});

afterAll(() => rm(store, { recursive: true }));

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  return () => rm(folder, { recursive: true });
});

async function exported(...args: readonly string[]) {
  await using memex = runMemex(['export', ...args], { STORE_PATH: store }, folder);
  return { code: await memex.exit, ...memex.printed };
}

function idsIn(ndjson: string): readonly string[] {
  return ndjson
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line).messageId);
}

const ALL_IDS = Array.from({ length: MESSAGES }, (_, index) => `m${index}`);

describe('memex export', () => {
  test('writes all messages to one file, with their trace ids', async () => {
    const { code, stdout, stderr } = await exported('messages', '-o', 'out.ndjson');
    expect([code, stdout]).toEqual([0, 'out.ndjson: 12,000 messages\n']);
    expect(stderr).toContain('out.ndjson');
    const text = await readFile(join(folder, 'out.ndjson'), 'utf8');
    expect(idsIn(text)).toEqual(ALL_IDS);
    expect(JSON.parse(text.slice(0, text.indexOf('\n'))).traceId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await readdir(folder)).toEqual(['out.ndjson']);
  });

  test('writes to standard output', async () => {
    const { stdout } = await exported('messages', '-o', '-', '--project', 'odd', '--from', '2021-01-02');
    const ids = ALL_IDS.filter((id) => Number(id.slice(1)) % 2 === 1 && Number(id.slice(1)) >= 6);
    expect(idsIn(stdout)).toEqual(ids);
  });

  test('writes a file for each month', async () => {
    const { code } = await exported('messages', '--format', 'ndjson', '--gzip', '-o', 'archive/');
    expect(code).toBe(0);
    const names = (await readdir(join(folder, 'archive'))).sort();
    expect([names[0], names.length]).toEqual(['messages-2021-01.ndjson.gz', 66]);
    const texts = await Promise.all(
      names.map(async (name) => gunzipSync(await readFile(join(folder, 'archive', name))).toString()),
    );
    expect(texts.flatMap(idsIn)).toEqual(ALL_IDS);
  });

  test('writes CSV in the named zone, with formulas kept or made safe', async () => {
    const range = ['--to', '2021-01-01', '--time-zone', 'Europe/Rome'];
    const kept = await exported('messages', '--format', 'csv', '-o', '-', ...range);
    expect(kept.stdout).toMatch(
      /^messageId,.*,traceId,timeZone\r\nm0,.*,2021-01-01 01:00:00\+01:00,.*,Europe\/Rome\r\n$/s,
    );
    expect(kept.stdout).toContain('=1+0');
    await exported('logs', '-o', 'logs.csv', '--safe-cells');
    expect(await readFile(join(folder, 'logs.csv'), 'utf8')).toContain('l1,hub,INFO,on,2021-05-01');
  });

  test('continues a killed export, and loses and repeats nothing', async () => {
    const args = ['messages', '--gzip', '-o', 'out.ndjson.gz'];
    for (let kills = 0; kills < 3; kills++) {
      await using memex = runMemex(['export', ...args, '--resume'], { STORE_PATH: store }, folder);
      const before = await placeIn('out.ndjson.gz.partial.json');
      await vi.waitFor(
        async () => expect(await placeIn('out.ndjson.gz.partial.json')).toBeGreaterThan(before),
        {
          timeout: 20_000,
          interval: 1,
        },
      );
      memex.signal('SIGKILL');
      await memex.exit;
      expect(await readdir(folder)).not.toContain('out.ndjson.gz');
    }
    const { code } = await exported(...args, '--resume');
    expect(code).toBe(0);
    expect(idsIn(gunzipSync(await readFile(join(folder, 'out.ndjson.gz'))).toString())).toEqual(ALL_IDS);
    expect(await readdir(folder)).toEqual(['out.ndjson.gz']);
  });

  async function placeIn(name: string): Promise<number> {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '{}');
    return JSON.parse(text).place?.records ?? 0;
  }

  test('ends in order at SIGINT, and keeps an earlier file whole', async () => {
    await writeFile(join(folder, 'out.ndjson'), 'earlier');
    await using memex = runMemex(['export', 'messages', '-o', 'out.ndjson'], { STORE_PATH: store }, folder);
    await vi.waitFor(() => stat(join(folder, 'out.ndjson.partial')), { timeout: 20_000, interval: 1 });
    memex.signal('SIGINT');
    expect(await memex.exit).toBe(1);
    expect(memex.printed.stderr).toMatch(
      /stopped by SIGINT; the same command with --resume goes on from here\n$/,
    );
    expect(await readFile(join(folder, 'out.ndjson'), 'utf8')).toBe('earlier');
  });

  test('writes all that is kept of one person, with a summary at the end', async () => {
    const { code, stdout } = await exported('user', 'user 3', '-o', 'person.ndjson.gz');
    const ids = ALL_IDS.filter((id) => (Number(id.slice(1)) % 1_000) % 7 === 3);
    expect([code, stdout]).toEqual([
      0,
      `person.ndjson.gz: ${ids.length.toLocaleString('en')} messages (odd, even), 0 analytics\n`,
    ]);
    const text = gunzipSync(await readFile(join(folder, 'person.ndjson.gz'))).toString();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.slice(0, -1).map(({ message }) => message.messageId)).toEqual(ids);
    expect(lines.at(-1).summary).toMatchObject({ userId: 'user 3', messages: ids.length });
    const shown = await exported('user', '007', '-o', '-');
    expect(JSON.parse(shown.stdout)).toMatchObject({ summary: { userId: '007', messages: 0 } });
  });

  test('does not continue another export', async () => {
    const other = { of: 'another', done: [], place: { file: 'a.ndjson', bytes: 3, records: 9, after: 'x' } };
    await writeFile(join(folder, 'a.ndjson.partial'), 'abcdef');
    await writeFile(join(folder, 'a.ndjson.partial.json'), JSON.stringify(other));
    await exported('messages', '-o', 'a.ndjson', '--resume');
    expect(idsIn(await readFile(join(folder, 'a.ndjson'), 'utf8'))).toEqual(ALL_IDS);
  });

  test.each([
    [['-o', 'x.ndjson'], '`memex export` needs <what>'],
    [['people', '-o', 'x.ndjson'], 'give one of messages, logs, analytics, or user and an ID, to export'],
    [['messages'], '--output must be given'],
    [['messages', '-o', 'x', '--format', 'xml'], '--format must be one of ndjson, csv, parquet'],
    [['messages', '-o', 'x.parquet', '--gzip'], '--gzip is not for parquet'],
    [['messages', '-o', 'x', '--from', 'yesterday'], '--from must be a time'],
    [['messages', '-o', 'x', '--from', '2022-01-01', '--to', '2021-01-01'], '--from must not be after --to'],
    [['messages', '-o', '-', '--resume'], '--resume needs a file'],
    [['messages', '-o', 'x.ndjson', '--safe-cells'], '--safe-cells is only for CSV'],
    [['analytics', '-o', 'x.ndjson', '--from', '2021-01-01'], 'analytics have no time'],
    [['user', '-o', 'x.ndjson'], 'give the ID of one user to export'],
    [['user', 'anna'], '--output must be given'],
    [['user', 'anna', '-o', './'], '--output must be a file'],
    [['user', 'anna', '-o', 'x.ndjson', '--from', '2021-01-01'], '--from is not for a user'],
    [['user', 'anna', '-o', 'x.csv', '--format', 'csv'], 'a user is exported as ndjson'],
  ])('refuses %j', async (args, reason) => {
    const { code, stderr } = await exported(...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(reason)]);
    expect(await readdir(folder)).toEqual([]);
  });

  test('fails if there is no folder, and if there is no store', async () => {
    expect((await exported('messages', '-o', 'no/such/x.ndjson')).stderr).toContain(
      'its folder does not exist',
    );
    await using memex = runMemex(
      ['export', 'messages', '-o', '-'],
      { STORE_PATH: join(folder, 'no') },
      folder,
    );
    expect([await memex.exit, memex.printed.stderr]).toEqual([
      1,
      expect.stringContaining('there is no store'),
    ]);
  });
});
