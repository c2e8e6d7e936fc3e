import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMemex, serveMemex, temporaryFolder } from './memex-process.js';

describe('memex check', () => {
  test('prints version, address and latency of each part, while a service uses the same files', async () => {
    await using folder = await temporaryFolder();
    const settings = { STORE: 'embedded', STORE_PATH: folder.path };
    await using service = serveMemex(settings);
    await service.url();
    await using memex = runMemex(['check'], settings);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^store +ok +SQLite \d+\.\d+\.\d+ at .+, \d+\.\d ms\n$/);
    expect(memex.printed.stdout).toContain(folder.path);
    await using json = runMemex(['check', '--json'], settings);
    expect(await json.exit).toBe(0);
    expect(JSON.parse(json.printed.stdout)).toEqual({
      parts: [
        {
          part: 'store',
          state: 'ok',
          text: expect.stringContaining(folder.path),
          latencyMs: expect.any(Number),
        },
      ],
    });
  });

  test('reports a missing store as new, and creates neither the store nor its folders', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'mistyped', 'memex-data');
    await using memex = runMemex(['check', '--store-path', path]);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toBe(
      `store       new     there is no store at ${path} yet: the first start makes one\n`,
    );
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('reports a store in an empty folder as new', async () => {
    await using folder = await temporaryFolder();
    await using memex = runMemex(['check', '--store-path', folder.path]);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^store +new +/);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test.each(['file', join('file', 'memex-data')])(
    'exits with 1 if no store can be created: %s',
    async (path) => {
      await using folder = await temporaryFolder();
      await writeFile(join(folder.path, 'file'), 'not a folder');
      await using memex = runMemex(['check'], { STORE_PATH: join(folder.path, path) });
      expect(await memex.exit).toBe(1);
      expect(memex.printed.stdout).toMatch(/^store +failed +\S+ is not a folder\n$/);
    },
  );

  test('exits with 1 if the file is not a store', async () => {
    await using folder = await temporaryFolder();
    await writeFile(join(folder.path, 'memex.db'), 'x'.repeat(8_192));
    await using memex = runMemex(['check'], { STORE_PATH: folder.path });
    expect(await memex.exit).toBe(1);
    expect(memex.printed.stdout).toMatch(/^store +failed +[^\n]+\n$/);
  });
});
