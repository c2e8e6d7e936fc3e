import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findImportFiles, readImportFile } from '@memex/adapter-files';
import type { ImportItem } from '@memex/core/imports';
import { beforeEach, describe, expect, test } from 'vitest';
import { HAS_PYTHON, runPython } from './support/python.js';
import { type PackedEntry, zipped } from './support/zip.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slack-zip-'));
  return () => rm(folder, { recursive: true });
});

async function zip(entries: readonly PackedEntry[]): Promise<string> {
  const path = join(folder, 'export.zip');
  await writeFile(path, zipped(entries));
  return path;
}

const CHANNELS = { name: 'channels.json', content: '[{"id":"C1","name":"help"}]' };
const USERS = { name: 'users.json', content: '[{"id":"U1"},{"id":"UB","is_bot":true}]' };

function day(date: string, ...ts: readonly string[]): PackedEntry {
  return { name: `help/${date}.json`, content: JSON.stringify(ts.map((one) => ({ ts: one }))) };
}

async function itemsOf(path: string): Promise<readonly ImportItem[]> {
  const items: ImportItem[] = [];
  const { files } = await findImportFiles('slack', [path]);
  for (const file of files) for await (const some of readImportFile('slack', file)) items.push(...some);
  return items;
}

describe('a zip of Slack', () => {
  test('is read as it comes, by channels and days, and whatever else is in it is left alone', async () => {
    const path = await zip([
      day('2026-01-06', '2'),
      { name: 'help/', content: '' },
      { name: 'help/canvas_in_the_conversation.json', content: '{' },
      { ...day('2026-01-05', '1'), stored: true },
      { name: 'integration_logs.json', content: '{' },
      USERS,
      CHANNELS,
    ]);
    const { files, workspaceBots } = await findImportFiles('slack', [path]);
    expect(workspaceBots).toEqual(['UB']);
    expect(files).toMatchObject([
      { path: join(path, 'help/2026-01-05.json'), size: 12, chat: { id: 'C1', name: 'help' } },
      { path: join(path, 'help/2026-01-06.json'), size: 12 },
    ]);
    expect((await itemsOf(path)).map(({ value, chat, place }) => [place, chat?.id, value])).toEqual([
      ['[0]', 'C1', { ts: '1' }],
      ['[0]', 'C1', { ts: '2' }],
    ]);
    expect(await readdir(folder)).toEqual(['export.zip']);
  });

  test('tells the bytes that were read', async () => {
    const path = await zip([CHANNELS, day('2026-01-05', '1')]);
    const { files } = await findImportFiles('slack', [path]);
    let read = 0;
    for (const file of files)
      for await (const _ of readImportFile('slack', file, { onRead: (bytes) => (read += bytes) }));
    expect(read).toBe(files[0]?.size);
  });

  test('may have been packed again, with its folder, and with what a Mac adds', async () => {
    const moved = [CHANNELS, day('2026-01-05', '1')].map((one) => ({
      ...one,
      name: `my export/${one.name}`,
    }));
    const path = await zip([...moved, { name: '__MACOSX/my export/._channels.json', content: 'x' }]);
    expect(await itemsOf(path)).toMatchObject([{ value: { ts: '1' }, chat: { id: 'C1' } }]);
  });

  test.skipIf(!HAS_PYTHON)(
    `of Python${HAS_PYTHON ? '' : ': there is no python3'} is read as its folder is`,
    async () => {
      const unpacked = join(folder, 'unpacked');
      await mkdir(join(unpacked, 'help'), { recursive: true });
      for (const { name, content } of [CHANNELS, USERS, day('2026-01-05', '1', '2'), day('2026-01-07', '3')])
        await writeFile(join(unpacked, name), content);
      const path = join(folder, 'python.zip');
      runPython(
        'import json, shutil, sys; shutil.make_archive(*json.load(sys.stdin)); print("{}")',
        JSON.stringify([path.slice(0, -'.zip'.length), 'zip', unpacked]),
      );
      expect(await itemsOf(path)).toEqual(await itemsOf(unpacked));
    },
  );
});

describe('a zip that is refused', () => {
  test.each<[string, readonly PackedEntry[], string]>([
    ['is encrypted', [{ ...CHANNELS, flags: 1 }], 'has channels.json encrypted: unzip it with its password'],
    ['is compressed otherwise', [{ ...CHANNELS, method: 14 }], 'compressed by method 14, which is not read'],
    [
      'leads out of itself',
      [CHANNELS, { name: '../help/2026-01-05.json', content: '[]' }],
      'is no zip that can be read: invalid relative path: ../help/2026-01-05.json',
    ],
    [
      'is from the root',
      [CHANNELS, { name: '/etc/users.json', content: '[]' }],
      'absolute path: /etc/users.json',
    ],
    ['is another one', [{ name: 'readme.txt', content: '' }], 'must have channels.json'],
    ['has no list', [{ ...CHANNELS, content: '{"id":"C1"}' }], 'channels.json must be a list in JSON'],
    ['is empty', [], 'must have channels.json'],
  ])('%s', async (_, entries, reason) => {
    await expect(findImportFiles('slack', [await zip(entries)])).rejects.toMatchObject({
      code: 'malformed',
      message: expect.stringContaining(reason),
    });
  });

  test('is cut off, or is no zip', async () => {
    const path = await zip([CHANNELS, day('2026-01-05', '1')]);
    await writeFile(path, zipped([CHANNELS, day('2026-01-05', '1')]).subarray(0, 150));
    await expect(findImportFiles('slack', [path])).rejects.toThrow('is no zip that can be read');
    await writeFile(path, '[{"ts":"1"}]');
    await expect(findImportFiles('slack', [path])).rejects.toThrow('must be the zip of the export');
  });
});

describe('a file in a zip that is broken is told, and the others are read', () => {
  test.each<[string, Partial<PackedEntry>, string]>([
    ['has another checksum', { crc: 1 }, 'its checksum is wrong'],
    ['unpacks to more than is told', { size: 3 }, 'too many bytes in the stream'],
    ['unpacks to less than is told', { size: 300 }, 'not enough bytes in the stream'],
    ['is not what it says', { content: '[{"ts":"1"}]', stored: true, method: 8 }, 'invalid'],
  ])('%s', async (_, fault, reason) => {
    const path = await zip([CHANNELS, { ...day('2026-01-05', '1'), ...fault }, day('2026-01-06', '2')]);
    const items = await itemsOf(path);
    expect(items.map(({ issue }) => issue).filter((issue) => issue !== undefined)).toEqual([
      expect.stringContaining(reason),
    ]);
    expect(items.at(-1)).toMatchObject({ value: { ts: '2' } });
  });
});

test('a bomb is cut off: an element that never ends, of which little is in memory', async () => {
  const bomb = Buffer.concat([
    Buffer.from('[{"ts":"1"},"'),
    Buffer.alloc(256 * MEBIBYTE, 'x'),
    Buffer.from('"]'),
  ]);
  const path = await zip([CHANNELS, { name: 'help/2026-01-05.json', content: bomb }, day('2026-01-06', '2')]);
  const script = `
    import { findImportFiles, readImportFile } from '@memex/adapter-files';
    const rss = () => process.memoryUsage.rss();
    const before = rss();
    let peak = before;
    const found = [];
    const { files } = await findImportFiles('slack', [process.argv[1]]);
    for (const file of files)
      for await (const items of readImportFile('slack', file, { onRead: () => { peak = Math.max(peak, rss()); } }))
        found.push(...items.map((one) => one.issue ?? one.value.ts));
    console.log(JSON.stringify({ found, growth: peak - before }));`;
  const { found, growth } = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script, path], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    }),
  );
  expect(found).toEqual(['1', expect.stringContaining('no element ends within 33554432 bytes'), '2']);
  console.log(`256 MiB in a zip of ${(await stat(path)).size} bytes: +${Math.round(growth / MEBIBYTE)} MiB`);
  expect(growth).toBeLessThan(150 * MEBIBYTE);
});

const MEBIBYTE = 1_048_576;
