import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { freePort } from '@memex/test-services';
import { describe, expect, test, vi } from 'vitest';
import { MEMEX, temporaryFolder } from './memex-process.js';

/** A file of Linux that takes nothing, as a full disk does. */
const FULL = '/dev/full';
const FORMATS = ['json', 'pretty'];
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

  test.each(FORMATS)(
    'a service goes on without its log, which is %s',
    async (format) => {
      const full = await open(FULL, 'w');
      await expectToServe(format, full.fd);
      await full.close();
    },
    120_000,
  );
});

test.each(FORMATS)(
  'a service goes on when nobody reads its log any more, which is %s',
  async (format) => {
    await expectToServe(format, 'pipe', (memex) => memex.stderr?.destroy());
  },
  120_000,
);

/** Starts a service, takes its log away, and expects it to answer, and to stop in order. */
async function expectToServe(
  format: string,
  stderr: 'pipe' | number,
  lose: (memex: ChildProcess) => void = () => undefined,
): Promise<void> {
  const port = String(await freePort());
  const settings = { WS_PORT: port, STORE: 'memory', LOG_FORMAT: format, LOG_LEVEL: 'debug' };
  const memex = start(['serve'], settings, ['ignore', 'ignore', stderr]);
  const exit = new Promise((resolve) => memex.once('exit', resolve));
  const isReady = async () => (await fetch(`http://127.0.0.1:${port}/ready`)).ok;
  await vi.waitFor(async () => expect(await isReady()).toBe(true), { timeout: 40_000, interval: 50 });
  lose(memex);
  for (let request = 0; request < 5; request++) expect(await isReady()).toBe(true);
  memex.kill('SIGTERM');
  expect(await exit).toBe(0);
}

type Stdio = readonly ('ignore' | 'pipe' | number)[];

function start(args: readonly string[], settings: Readonly<Record<string, string>>, stdio: Stdio) {
  return spawn(process.execPath, [MEMEX, ...args], {
    env: { PATH: process.env.PATH, ...settings },
    stdio: [...stdio],
  });
}
