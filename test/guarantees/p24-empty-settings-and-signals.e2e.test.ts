import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { printFigure } from '../src/figure.js';
import { createFolder } from '../src/folder.js';
import { runMemex, startServer } from '../src/server.js';

describe('P24', () => {
  test('P24 what is set and empty never opens the service or moves its data: it ends the start with one line', async () => {
    await using folder = await createFolder();
    const data = join(folder.path, 'data');
    const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
      ['WS_APIKEYS', { WS_APIKEYS: '', STORE_PATH: data }],
      ['STORE_PATH', { STORE_PATH: '' }],
      ['EL_HOST', { EL_HOST: '', STORE_PATH: data }],
    ];
    for (const [name, environment] of cases) {
      await using memex = runMemex(['serve'], { WS_PORT: '0', ...environment });
      expect(await memex.exit).toEqual({ code: 2, signal: null });
      expect(memex.output()).toMatch(new RegExp(`^memex: ${name} [^\\n]+\\n$`));
    }
    await using check = runMemex(['check'], { STORE_PATH: data });
    expect(await check.exit).toEqual({ code: 0, signal: null });
    expect(check.output()).toMatch(/^store +new /);
    expect(await readdir(folder.path)).toEqual([]);
    printFigure('P24', 'settings that are set and empty', { refused: cases.length, 'made by check': 0 });
  }, 60_000);

  test('P24 the end of a terminal ends a server in order', async () => {
    await using folder = await createFolder();
    await using server = await startServer({ folder: folder.path });
    expect(await server.end('SIGHUP')).toEqual({ code: 0, signal: null });
  }, 60_000);
});
