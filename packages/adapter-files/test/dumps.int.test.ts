import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDumps } from '@memex/adapter-files';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'memex-dumps-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function dump(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

async function read(...paths: readonly string[]): Promise<readonly (readonly unknown[])[]> {
  const rows: (readonly unknown[])[] = [];
  for await (const { userId, date, line } of readDumps(paths, 'last_update')) rows.push([userId, date, line]);
  return rows;
}

describe('dumps', () => {
  test('are read by the names of their columns, and other columns are ignored', async () => {
    const path = await dump(
      'a.csv',
      '\ufeffemail,last_update,wenet_id\r\nx@y,2021-11-30,1\r\n"a, b",30 November 2021,2\r\n',
    );
    expect(await read(path)).toEqual([
      ['1', '2021-11-30', 2],
      ['2', '30 November 2021', 3],
    ]);
  });

  test('are read one after the other, with tabs if the name ends in .tsv', async () => {
    const paths = [
      await dump('a.tsv', 'wenet_id\tlast_update\n1\tone, and more\n'),
      await dump('b.csv', 'wenet_id,last_update\n2,two\n'),
    ];
    expect(await read(...paths)).toEqual([
      ['1', 'one, and more', 2],
      ['2', 'two', 2],
    ]);
  });

  test('number each row by the line it starts on, after empty lines and multi-line cells', async () => {
    const path = await dump('a.csv', 'wenet_id,last_update,note\n1,a,"x\r\ny\nz"\n\n \n2,b,"\n"\n3,c,\n');
    expect(await read(path)).toEqual([
      ['1', 'a', 2],
      ['2', 'b', 7],
      ['3', 'c', 9],
    ]);
  });

  test('are streamed, and need not be read to the end', async () => {
    const path = await dump('a.csv', `wenet_id,last_update\n${'1,2021-11-30\n'.repeat(100_000)}`);
    let count = 0;
    for await (const _ of readDumps([path], 'last_update')) if (++count === 1_000) break;
    expect(count).toBe(1_000);
    expect((await read(path)).at(-1)).toEqual(['1', '2021-11-30', 100_001]);
  });

  test('give empty texts for the missing cells of a short row', async () => {
    expect(await read(await dump('a.csv', 'wenet_id,last_update\n1\n'))).toEqual([['1', '', 2]]);
  });

  test.each([
    ['user,last_update\n', 'a.csv:1 has no column wenet_id'],
    ['\n\nwenet_id,failure_datetime\n', 'a.csv:3 has no column last_update'],
    ['user,date\n', 'a.csv:1 has no column wenet_id and no column last_update'],
    ['', 'a.csv:1 must name the columns'],
    ['wenet_id,last_update\n1,"x\n2,y\n', 'a.csv:2 is no row of a table'],
  ])(
    'that are no such tables are malformed, and the file and the line are named: %j',
    async (content, message) => {
      const path = await dump('a.csv', content);
      const error: unknown = await read(path).catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: 'malformed', message: expect.stringContaining(message) });
    },
  );

  test('are named in the error if they cannot be read', async () => {
    await expect(read(join(folder, 'none.csv'))).rejects.toMatchObject({
      code: 'not_found',
      message: `the file ${join(folder, 'none.csv')} does not exist`,
    });
    await expect(read(join(folder, 'x', 'none.csv'))).rejects.toMatchObject({ code: 'not_found' });
    await expect(read(`${folder}/../${folder.split('/').at(-1)}`)).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  test('are not read after the signal has fired', async () => {
    const path = await dump('a.csv', 'wenet_id,last_update\n');
    const reading = readDumps([path], 'last_update', { signal: AbortSignal.abort() });
    await expect(reading.next()).rejects.toMatchObject({ code: 'aborted' });
  });
});
