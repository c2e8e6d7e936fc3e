import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Names the folder of one test run to the processes of its test files. */
const VARIABLE = 'MEMEX_TEST_RUN_FOLDER';

/** Begins a run, unless one is under way: what is started in it is known to {@link endRun}. Tells whether it began one. */
export function beginRun(): boolean {
  if (process.env[VARIABLE] !== undefined) return false;
  process.env[VARIABLE] = mkdtempSync(join(tmpdir(), 'memex-services-'));
  return true;
}

/** Ends every process that was started in the run, and removes its folder. */
export function endRun(): void {
  for (const pid of processes()) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended before.
    }
  }
  rmSync(runFolder(), { recursive: true, force: true, maxRetries: 5 });
}

/** A new folder within that of the run. */
export function newFolder(name: string): string {
  const folder = mkdtempSync(join(runFolder(), `${name}-`));
  mkdirSync(folder, { recursive: true });
  return folder;
}

export function runFolder(): string {
  const folder = process.env[VARIABLE];
  if (folder === undefined)
    throw new Error('add @memex/test-services/global-setup to globalSetup of vitest.config.ts');
  return folder;
}

export function rememberProcess(pid: number): void {
  appendFileSync(join(runFolder(), 'pids'), `${pid}\n`);
}

function processes(): readonly number[] {
  try {
    return readFileSync(join(runFolder(), 'pids'), 'utf8').split('\n').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}
