import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { until } from '@memex/test-services';
import { describe, expect, test } from 'vitest';
import { MEMEX } from './memex-process.js';
import { ALL_FILES, KEY, linesOf, type ReportSite, startReportSite } from './report-site.js';

/** A call that never comes to an end hangs here. */
const HANGS = { delay: 60_000 } as const;

const MOMENTS = [
  ['while profiles are fetched', 'GET', /profiles/],
  ['while messages are fetched', 'GET', /messages/],
  ['while tasks are fetched', 'GET', /\/tasks/],
  ['while analytics are being defined', 'POST', /\/analytic$/],
  ['while the computing is requested', 'POST', /compute/],
  ['while results are awaited', 'GET', /\/analytic\?id/],
  ['while analytics are being deleted', 'DELETE', /\/analytic\?id/],
] as const;

/**
 * A process that does nothing but end at a signal; `end` sends it, and resolves with how many milliseconds that took. On a machine
 * that is busy everything takes longer, and this tells how much.
 */
async function startIdle(): Promise<{ end(): Promise<number> } & AsyncDisposable> {
  const program =
    "process.on('SIGINT', () => process.exit()); setInterval(() => {}, 60_000); console.log('ready');";
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  await once(child.stdout, 'data');
  return {
    async end() {
      const began = performance.now();
      child.kill('SIGINT');
      await exit;
      return performance.now() - began;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Waits until a run has come to a moment. */
async function reached(site: ReportSite, moment: RegExp): Promise<void> {
  await until(
    () => site.platform.calls.some((call) => moment.test(call)),
    30_000,
    () => `no call matched ${moment}`,
  );
}

describe('Ctrl-C', () => {
  test.each(MOMENTS)(
    '%s ends a report within a second, and leaves nothing behind',
    async (name, method, moment) => {
      await using site = await startReportSite();
      await writeFile(join(site.folder, 'a.csv'), 'old');
      site.platform.faults.push({ path: moment, method, ...HANGS });
      await using idle = await startIdle();
      await using run = site.run(['analytics', '--quiet', ...ALL_FILES]);
      await reached(site, new RegExp(`^${method} .*${moment.source}`));
      const asked = performance.now();
      run.signal('SIGINT');
      const idleEnd = idle.end();
      run.signal('SIGINT'); // As it reaches this process and the one that started it, which passes it on.
      expect(await run.exit).toBe(130);
      const took = performance.now() - asked;
      const tookIdle = await idleEnd;
      const left = linesOf(run.printed.stderr).filter((line) => line.includes('could not be deleted'));
      expect(linesOf(run.printed.stderr)).toEqual([
        ...left,
        'memex: stopped by SIGINT; files are as they were',
      ]);
      // Only a logger that hangs while they are deleted keeps any, and that is told.
      expect(left).toHaveLength(method === 'DELETE' ? 1 : 0);
      expect(await site.files()).toEqual({ 'a.csv': 'old' });
      if (method !== 'DELETE') expect(site.python.analytics.size).toBe(0);
      console.info(
        `Ctrl-C ${name}: ended after ${Math.round(took)} ms; a process that does nothing, after ${Math.round(tookIdle)} ms`,
      );
      expect(took - tookIdle).toBeLessThan(1_000);
    },
  );

  test('leaves no analytic in the logger, not even one that was just being defined', async () => {
    await using site = await startReportSite();
    site.platform.faults.push({ path: /\/analytic$/, delay: 200 });
    await using run = site.run(['analytics', '--quiet', ...ALL_FILES]);
    await reached(site, /POST \S*\/analytic$/);
    run.signal('SIGINT');
    expect(await run.exit).toBe(130);
    expect(site.python.defined()).toBeGreaterThan(0);
    expect(site.python.analytics.size).toBe(0);
  });

  test.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s does the same, with its own exit code', async (signal, code) => {
    await using site = await startReportSite();
    site.platform.faults.push({ path: /profiles/, ...HANGS });
    await using run = site.run(['id-email', '-ai', 'app', '-f', 'f.csv']);
    await reached(site, /profiles/);
    run.signal(signal);
    expect(await run.exit).toBe(code);
    expect(await site.files()).toEqual({});
  });

  test('ends a report whose stdout is no longer read', async () => {
    await using site = await startReportSite();
    const child = spawn(process.execPath, [MEMEX, 'analytics', ...ALL_FILES.slice(0, 10), '-mf', '-'], {
      cwd: site.folder,
      env: { PATH: process.env.PATH, INSTANCE: site.platform.instance, APIKEY: KEY },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stderr = text(child.stderr);
    const exit = new Promise((resolve) => child.once('exit', resolve));
    await reached(site, /messages/);
    child.kill('SIGINT');
    expect(await exit).toBe(130);
    child.stdout.destroy();
    expect(await stderr).toContain('stopped by SIGINT');
  });
});

describe('a report that is killed', () => {
  test('keeps the old files, and the next run removes its temporary files', async () => {
    await using site = await startReportSite();
    await writeFile(join(site.folder, 'f.csv'), 'old');
    site.platform.faults.push({ path: /profiles/, ...HANGS, times: 5 });
    const args = ['id-email', '-ai', 'app', '-f', 'f.csv'];
    await using killed = site.run(args);
    await reached(site, /profiles/);
    killed.signal('SIGKILL');
    await killed.exit;
    expect(await readFile(join(site.folder, 'f.csv'), 'utf8')).toBe('old');
    expect(Object.keys(await site.files())).toHaveLength(2);
    await using next = site.run(args);
    expect(await next.exit, next.printed.stderr).toBe(0);
    expect(Object.keys(await site.files())).toEqual(['f.csv']);
  });
});
