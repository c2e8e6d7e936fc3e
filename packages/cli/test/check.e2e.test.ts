import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMemex, serveMemex, temporaryFolder } from './memex-process.js';

describe('memex check', () => {
  test('tells what answers, where, and how soon, beside a service on the same files', async () => {
    await using folder = await temporaryFolder();
    const settings = { STORE: 'embedded', STORE_PATH: folder.path };
    await using service = serveMemex(settings);
    await service.url();
    await using memex = runMemex(['check'], settings);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^store +ok +SQLite \d+\.\d+\.\d+ at .+, \d+\.\d ms\n$/);
    expect(memex.printed.stdout).toContain(folder.path);
  });

  test('says that a store is new, and makes neither it nor its folders', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'mistyped', 'memex-data');
    await using memex = runMemex(['check', '--store-path', path]);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toBe(
      `store       new     there is no store at ${path} yet: the first start makes one\n`,
    );
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('says that a store is new where its folder is there and empty', async () => {
    await using folder = await temporaryFolder();
    await using memex = runMemex(['check', '--store-path', folder.path]);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^store +new +/);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test.each(['file', join('file', 'memex-data')])('exits 1 where no store can be made: %s', async (path) => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'file'), 'not a folder');
    await using memex = runMemex(['check'], { STORE_PATH: join(folder.path, path) });
    expect(await memex.exit).toBe(1);
    expect(memex.printed.stdout).toMatch(/^store +failed +\S+ is not a folder\n$/);
  });

  test('exits 1 where the file is no store', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'memex.db'), 'x'.repeat(8_192));
    await using memex = runMemex(['check'], { STORE_PATH: folder.path });
    expect(await memex.exit).toBe(1);
    expect(memex.printed.stdout).toMatch(/^store +failed +[^\n]+\n$/);
  });
});
