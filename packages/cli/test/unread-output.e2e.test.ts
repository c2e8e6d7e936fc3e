import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import type { Settings } from '../src/config/config.js';
import { MEMEX, serveMemex, temporaryFolder } from './memex-process.js';
import { ALL_FILES, KEY, startReportSite } from './report-site.js';

/** What a shell reports of a program that SIGPIPE ended. */
const UNREAD = 141;

/** Runs a command whose reader is gone before it prints anything. */
async function unread(args: readonly string[], env: Settings = {}, cwd = process.cwd()) {
  const child = spawn(process.execPath, [MEMEX, ...args], {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const exit = new Promise((resolve) => child.once('exit', resolve));
  const stderr = await text(child.stderr);
  return { exit: await exit, stderr };
}

describe('a command whose output nobody reads', () => {
  test.each([[['--version']], [['--help']], [['query', '--help']], [['analytics', '--help']]])(
    '%j ends quietly',
    async (args) => {
      expect(await unread(args)).toEqual({ exit: UNREAD, stderr: '' });
    },
  );

  test.each([[['--json']], [['--csv']], [[]]])('query %j ends quietly', async (flags) => {
    await using folder = await temporaryFolder();
    const store = { STORE: 'embedded', STORE_PATH: join(folder.path, 'data') };
    const memex = serveMemex(store);
    await memex.url();
    await memex[Symbol.asyncDispose]();
    const timespan = { type: 'moving', value: 'all' };
    const asked = { project: 'app', timespan, type: 'count', dimension: 'user', metric: 'total' };
    expect(await unread(['query', ...flags, JSON.stringify(asked)], store)).toEqual({
      exit: UNREAD,
      stderr: '',
    });
  });

  test('a failure is told all the same, with its own exit code', async () => {
    expect(await unread(['query', '--json', '{}'])).toEqual({
      exit: 2,
      stderr: expect.stringContaining('memex: argument 1: '),
    });
  });

  test('a report ends quietly, and leaves its files as they were', async () => {
    await using site = await startReportSite();
    const args = ['analytics', '--quiet', ...ALL_FILES.slice(0, 10), '-mf', '-'];
    const environment = { INSTANCE: site.platform.instance, APIKEY: KEY };
    expect(await unread(args, environment, site.folder)).toEqual({ exit: UNREAD, stderr: '' });
    expect(await site.files()).toEqual({});
  });
});
