import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { freePort } from '@memex/test-services';
import { until } from './wait.js';

const MEMEX = join(
  dirname(createRequire(import.meta.url).resolve('@memex/cli/package.json')),
  'bin/memex.js',
);

export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A running command: the real process, as a user starts it. It is killed at the end of its scope. */
export interface Command extends AsyncDisposable {
  readonly pid: number;
  /** All that it has printed so far. */
  output(): string;
  readonly exit: Promise<Exit>;
  /** Sends a signal, and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Exit>;
}

export interface Server extends Command {
  readonly url: string;
  readonly port: number;
}

export interface ServerOptions {
  /** Where the embedded store keeps its files; left out where the environment names another store. */
  readonly folder?: string;
  readonly port?: number;
  readonly environment?: Readonly<Record<string, string>>;
  /** The command line of another version; this one where absent. */
  readonly program?: string;
  /** The file of its log; `output()` has it where absent. */
  readonly log?: number;
}

/**
 * Runs `memex` with an environment of nothing but what is given.
 *
 * @param program - The command line of another version.
 * @param log - The file that standard error is written to.
 */
export function runMemex(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  program: string = MEMEX,
  log: number | 'pipe' = 'pipe',
): Command {
  const child = spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'pipe', log],
  });
  const printed: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk) => printed.push(String(chunk)));
  const exit = exitOf(child);
  const end = (signal: NodeJS.Signals): Promise<Exit> => {
    child.kill(signal);
    return exit;
  };
  return {
    pid: child.pid ?? 0,
    output: () => printed.join(''),
    exit,
    end,
    [Symbol.asyncDispose]: async () => void (await end('SIGKILL')),
  };
}

/** Runs `memex serve`, and waits until it is ready. */
export async function startServer({
  folder,
  port,
  environment = {},
  program,
  log,
}: ServerOptions): Promise<Server> {
  const chosen = port ?? (await freePort());
  const url = `http://127.0.0.1:${chosen}`;
  const settings = {
    ...(folder === undefined ? {} : { STORE: 'embedded', STORE_PATH: folder }),
    WS_PORT: String(chosen),
    LOG_LEVEL: 'error',
    ...environment,
  };
  const command = runMemex(['serve'], settings, program, log);
  let ended = false;
  void command.exit.then(() => {
    ended = true;
  });
  await until(`${url}/ready`, async () => {
    if (ended) throw new Error(`the server ended before it was ready:\n${command.output()}`);
    return (await isReady(url)) || undefined;
  });
  return { ...command, url, port: chosen };
}

/** Runs `memex worker` or `memex beat`, and waits until it has told where its jobs are. */
export async function startBeside(
  command: 'worker' | 'beat',
  environment: Readonly<Record<string, string>>,
  program?: string,
): Promise<Command> {
  const process = runMemex([command], environment, program);
  await until(`memex ${command}`, () => TOLD_JOBS.test(process.output()) || undefined);
  return process;
}

/** In the log; release 0.1.0 told it as text. */
const TOLD_JOBS = /"jobs":"|\nJobs: /;

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`)).ok;
  } catch {
    // Nobody listens yet.
    return false;
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}
