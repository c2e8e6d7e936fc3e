import { spawn, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { MEMEX, runMemex } from './memex-process.js';
import { ALL_FILES, KEY, linesOf, PRIVATE, startReportSite } from './report-site.js';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

describe('the output of a report', () => {
  test('ends on stderr with each file and its rows, and the users without a profile', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...ALL_FILES]);
    expect(await run.exit).toBe(0);
    const lines = linesOf(run.printed.stderr).filter((line) => !/^\w+ [\d,]+/.test(line));
    expect(lines).toEqual([
      expect.stringMatching(
        /^wrote a\.csv \(22 rows\), q\.csv \(128 rows\), u\.tsv \(11 rows\), t\.json \(122 rows\), m\.json \(2,300 rows\), p\.json \(3 rows\) in \d+\.\d s$/,
      ),
      'warning: users without a profile (1): gone',
      'warning: users whose profile is malformed (1): bad',
    ]);
    expect(run.printed.stdout).toBe('');
  });

  test('is one object on stdout with --json, and nothing on stderr with --quiet', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...ALL_FILES, '--json', '--quiet']);
    expect(await run.exit).toBe(0);
    expect(run.printed.stderr).toBe('');
    expect(JSON.parse(run.printed.stdout)).toEqual({
      files: [
        { path: 'a.csv', rows: 22 },
        { path: 'q.csv', rows: 128 },
        { path: 'u.tsv', rows: 11 },
        { path: 't.json', rows: 122 },
        { path: 'm.json', rows: 2_300 },
        { path: 'p.json', rows: 3 },
      ],
      counts: { users: 5, profiles: 3, tasks: 122, messages: 2_300, analytics: 6 },
      seconds: expect.any(Number),
      warnings: [
        { what: 'users without a profile', count: 1, ids: ['gone'] },
        { what: 'users whose profile is malformed', count: 1, ids: ['bad'] },
      ],
    });
  });

  test('never contains data of people or keys', async () => {
    await using site = await startReportSite();
    await using run = site.run(['analytics', ...ALL_FILES, '--json']);
    expect(await run.exit).toBe(0);
    const shown = run.printed.stdout + run.printed.stderr;
    for (const text of PRIVATE) expect(shown).not.toContain(text);
  });

  test('hides a key that came as a flag from other users of the machine', async () => {
    await using site = await startReportSite();
    site.platform.faults.push({ path: /./, delay: 60_000 });
    await using run = site.run(['id-email', '-a', KEY, '-ai', 'app', '-f', 'f.csv'], { APIKEY: '' });
    await until(
      () => site.platform.calls.length > 0,
      20_000,
      () => 'no service was asked',
    );
    const { stdout } = spawnSync('ps', ['-ww', '-o', 'args=', '-p', String(run.pid)], { encoding: 'utf8' });
    expect(stdout.trim()).toBe('memex id-email');
    const commandLine = await readFile(`/proc/${run.pid}/cmdline`, 'utf8');
    expect(commandLine).not.toContain(KEY.slice(0, 4));
  });

  test('in a pipe is a line from time to time, without a bar', async () => {
    await using site = await startReportSite();
    site.platform.faults.push({ path: /profiles\/(?!zoe)/, delay: 60_000 });
    await using run = site.run(['id-email', '-ai', 'app', '-f', 'f.csv']);
    await until(
      () => run.printed.stderr !== '',
      20_000,
      () => 'no line came',
    );
    expect(linesOf(run.printed.stderr)[0]).toMatch(/^profiles 1 of 5, \d+\/s, \d+ s left$/);
    expect(run.printed.stderr).not.toContain('\u001b');
  });

  test.skipIf(!HAS_PYTHON)(
    `on a terminal is a bar a step, drawn over itself${HAS_PYTHON ? '' : ' (skipped: there is no python3)'}`,
    async () => {
      await using site = await startReportSite();
      site.platform.faults.push({ path: /profiles/, delay: 400 });
      const command = [process.execPath, MEMEX, 'id-email', '-ai', 'app', '-f', join(site.folder, 'f.csv')];
      const terminal = await onTerminal(command, { INSTANCE: site.platform.instance, APIKEY: KEY });
      expect(terminal).toContain(`\u001b[Kprofiles ${'.'.repeat(30)} 0 of 5`);
      expect(terminal).toContain(`\u001b[1A\u001b[Kprofiles ${'#'.repeat(30)} 5 of 5`);
      expect(terminal).toMatch(/wrote \S+f\.csv \(9 rows\) in/);
    },
  );
});

describe('help', () => {
  test.each(['analytics', 'id-email', 'apps-usage'])(
    'of memex %s needs no configuration and calls no service',
    async (name) => {
      await using run = runMemex([name, '--help']);
      expect(await run.exit).toBe(0);
      expect(run.printed.stdout).toContain(`Usage: memex ${name} [options]`);
      expect(run.printed.stderr).toBe('');
    },
  );

  test('of memex lists the reports', async () => {
    await using run = runMemex(['--help']);
    expect(await run.exit).toBe(0);
    for (const name of ['analytics', 'id-email', 'apps-usage'])
      expect(run.printed.stdout).toMatch(`  ${name} `);
  });

  test('is suggested if options come before the command', async () => {
    await using run = runMemex(['--log-level', 'info', 'analytics']);
    expect(await run.exit).toBe(2);
    expect(run.printed.stderr).toContain('`analytics` must come before its options');
  });
});

/** What a command writes to a terminal of its own. */
async function onTerminal(
  command: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const program = 'import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)';
  const child = spawn('python3', ['-c', program, ...command], {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let shown = '';
  child.stdout.on('data', (chunk) => {
    shown += String(chunk);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return shown;
}
