import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { freePort } from '@memex/test-services';
import { describe, expect, test, vi } from 'vitest';
import { MEMEX, temporaryFolder } from './memex-process.js';

/** A file of Linux that takes nothing, as a full disk does. */
const FULL = '/dev/full';
const skipped = existsSync(FULL) ? '' : ` (skipped: there is no ${FULL})`;

describe.skipIf(skipped !== '')(`with a full disk${skipped}`, () => {
  test.each(['--version', 'help', 'help env', 'check'])('memex %s says so in one line', async (line) => {
    await using folder = await temporaryFolder();
    const full = await open(FULL, 'w');
    const memex = start(line.split(' '), { STORE_PATH: folder.path }, ['ignore', full.fd, 'pipe']);
    const exit = new Promise((resolve) => memex.once('exit', resolve));
    expect(memex.stderr && (await text(memex.stderr))).toBe(
      'memex: standard output takes no more: no space is left\n',
    );
    expect(await exit).toBe(1);
    await full.close();
  });

  test('a service goes on without its log', async () => {
    const port = String(await freePort());
    const full = await open(FULL, 'w');
    const memex = start(['serve'], { WS_PORT: port, STORE: 'memory' }, ['ignore', 'ignore', full.fd]);
    const exit = new Promise((resolve) => memex.once('exit', resolve));
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/ready`)).ok;
    await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 40_000, interval: 50 });
    for (let request = 0; request < 5; request++) expect(await isReady()).toBe(true);
    memex.kill('SIGTERM');
    expect(await exit).toBe(0);
    await full.close();
  }, 120_000);
});

type Stdio = readonly ('ignore' | 'pipe' | number)[];

function start(args: readonly string[], settings: Readonly<Record<string, string>>, stdio: Stdio) {
  return spawn(process.execPath, [MEMEX, ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: [...stdio],
  });
}
