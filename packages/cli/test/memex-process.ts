import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { vi } from 'vitest';
import type { Settings } from '../src/config/config.js';

/** What is run. */
export const MEMEX: string = fileURLToPath(new URL('../bin/memex.js', import.meta.url));

export interface MemexProcess extends AsyncDisposable {
  /** What it has printed so far. */
  readonly printed: { readonly stdout: string; readonly stderr: string };
  /** Resolves with the exit code; a process that a signal killed has none. */
  readonly exit: Promise<number | null>;
  readonly pid: number;
  /** Resolves with the address once it listens. */
  url(): Promise<string>;
  signal(signal: NodeJS.Signals): void;
}

/** Runs the command line as users do, with no variable but these. It reads the input from standard input. */
export function runMemex(
  args: readonly string[],
  settings: Settings = {},
  folder: string = process.cwd(),
  input = '',
): MemexProcess {
  const child = spawn(process.execPath, [MEMEX, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  child.stdin.end(input);
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    printed.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    printed.stderr += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    printed,
    exit,
    pid: child.pid ?? 0,
    url: () => vi.waitFor(() => listeningUrl(printed.stderr), { timeout: 20_000, interval: 20 }),
    signal: (signal) => child.kill(signal),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Runs it on a free port of its own, unless the settings say otherwise. */
export function serveMemex(settings: Settings = {}, args: readonly string[] = []): MemexProcess {
  return runMemex(['serve', ...args], { WS_PORT: '0', STORE: 'memory', ...settings });
}

function listeningUrl(stderr: string): string {
  const [, url] = /^Memex \S+ listens on (\S+)$/.exec(startOf(stderr).msg) ?? [];
  if (url === undefined) throw new Error(`it does not listen:\n${stderr}`);
  return url;
}

/** The line of the log in which a process tells that it has started, and where its parts are. */
export interface StartLine {
  readonly msg: string;
  readonly data: string;
  readonly jobs: string;
  readonly metrics?: string;
  readonly dashboard?: string;
  readonly documentation?: string;
}

/** What a process has told of its start. @throws Error if it has not started yet. */
export function startOf(stderr: string): StartLine {
  const line = stderr.split('\n').find((one) => /^\{.*"data":".*"jobs":".*\}$/.test(one));
  if (line === undefined) throw new Error(`it has not started:\n${stderr}`);
  return JSON.parse(line);
}

/** Waits until a process has started. */
export function started({ printed }: MemexProcess): Promise<StartLine> {
  return vi.waitFor(() => startOf(printed.stderr), { timeout: 20_000, interval: 20 });
}

/** A new folder that is deleted at the end of the scope. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'memex-cli-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A well-formed batch of one message. */
export function batch(messageId: string): string {
  const message = { type: 'request', messageId, channel: 'WEB', userId: 'anna', project: 'app' };
  return JSON.stringify([
    { ...message, timestamp: '2026-11-20T10:15:00Z', content: { type: 'text', value: 'hush' } },
  ]);
}

/** Posts a batch; other parts of the request are those of `fetch`. */
export function post(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  return fetch(`${url}/messages`, {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', ...headers },
  });
}
