import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { runMemex } from './memex-process.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-misused-'));
  return () => rm(folder, { recursive: true });
});

async function file(name: string, content: string): Promise<void> {
  await writeFile(join(folder, name), content);
}

async function memex(args: readonly string[]) {
  await using command = runMemex(args, { STORE_PATH: join(folder, 'data') }, folder);
  return { code: await command.exit, ...command.printed };
}

describe('a misused memex import', () => {
  test.each([
    [[], 'give files to import'],
    [['x.json'], '--format must be one of ndjson, csv, rasa, botframework, telegram, slack'],
    [['x.json', '--format', 'xml'], '--format must be one of'],
    [['x.json', '--format', 'rasa'], '--project must be given'],
    [['in.csv', '--map', 'fields.json'], '--project must be given'],
    [['in.csv', '--map', 'broken.json'], '--map broken.json must be JSON: line 1, column 2'],
    [
      ['in.csv', '--map', 'wrong.json', '--project', 'p'],
      '--map wrong.json: fields.colour is not a known field',
    ],
    [['in.csv', '--map', 'none.json'], '--map none.json cannot be read: it does not exist'],
    [['in.csv', '--pseudonymise', 'open'], 'can be read by other users'],
    [['in.csv', '--pseudonymise', 'short'], 'must have at least 32 bytes'],
    [['in.csv', '--rejects', 'in.csv'], '--rejects must not be one of the files'],
    [['-', '-', '--format', 'csv'], '- can be given only once'],
    [['none.csv'], 'none.csv'],
    [['in.csv', '--format', 'slack', '--project', 'p'], 'must be the zip of the export'],
  ])('refuses %j, and makes no store', async (args, reason) => {
    await file('in.csv', 'messageId\n');
    await file('fields.json', '{"fields":{"userId":"a"}}');
    await file('wrong.json', '{"fields":{"colour":"a"}}');
    await file('broken.json', '{');
    await file('open', 'k'.repeat(40));
    await file('short', 'k'.repeat(31));
    await chmod(join(folder, 'open'), 0o644);
    await chmod(join(folder, 'short'), 0o600);
    const { code, stderr } = await memex(['import', ...args]);
    expect(stderr).toContain(reason);
    expect(code).toBe(reason === 'none.csv' ? 1 : 2);
    expect(stderr).not.toContain('kkk');
    expect(await readdir(folder)).not.toContain('data');
  });

  test('refuses a store that ends with the process', async () => {
    await file('in.ndjson', '');
    await using command = runMemex(['import', 'in.ndjson', '--store', 'memory'], {}, folder);
    expect([await command.exit, command.printed.stderr]).toEqual([
      2,
      expect.stringContaining('STORE=memory would lose'),
    ]);
  });
});
