import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runMemex, serveMemex, temporaryFolder } from './memex-process.js';

describe('memex check', () => {
  test('tells what answers, where, and how soon', async () => {
    await using folder = await temporaryFolder();
    await using memex = runMemex(['check', '--store-path', folder.path]);
    expect(await memex.exit).toBe(0);
    expect(memex.printed.stdout).toMatch(/^store +ok +SQLite \d+\.\d+\.\d+ at .+, \d+\.\d ms\n$/);
    expect(memex.printed.stdout).toContain(folder.path);
  });

  test('works beside a service on the same files', async () => {
    await using folder = await temporaryFolder();
    const settings = { STORE: 'embedded', STORE_PATH: folder.path };
    await using service = serveMemex(settings);
    await service.url();
    await using memex = runMemex(['check'], settings);
    expect(await memex.exit).toBe(0);
  });

  test('exits 1 where the store does not answer', async () => {
    await using folder = await temporaryFolder();
    const STORE_PATH = join(folder.path, 'file');
    await writeFile(STORE_PATH, 'not a folder');
    await using memex = runMemex(['check'], { STORE_PATH });
    expect(await memex.exit).toBe(1);
    expect(memex.printed.stdout).toMatch(/^store +failed +[^\n]+\n$/);
  });
});
