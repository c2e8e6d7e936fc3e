import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { rememberProcess } from './run-folder.js';
import type { ServerNode } from './server-node.js';
import { until } from './until.js';

const START_MS = 120_000;
const END_MS = 20_000;
const SHOWN_LOG = 2_000;

export interface ServerCommand {
  readonly url: string;
  readonly command: string;
  readonly parameters: readonly string[];
  readonly logFile: string;
  readonly answers: () => Promise<boolean>;
}

/** A server that is a process of this machine. It outlives the process that started it: tests of other files share it. */
export class ServerProcess implements ServerNode {
  pid = 0;

  constructor(private readonly server: ServerCommand) {}

  get url(): string {
    return this.server.url;
  }

  /** Starts the process without waiting for an answer. */
  launch(): void {
    const { command, parameters, logFile } = this.server;
    const log = openSync(logFile, 'a');
    const child = spawn(command, parameters, { detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    if (child.pid === undefined) throw new Error(`${command} did not start`);
    child.unref();
    this.pid = child.pid;
    rememberProcess(this.pid);
  }

  async ready(): Promise<void> {
    await until(
      async () => {
        if (!isRunning(this.pid)) throw new Error('it ended');
        return this.server.answers();
      },
      START_MS,
      () => `${this.url} did not come up:\n${readFileSync(this.server.logFile, 'utf8').slice(-SHOWN_LOG)}`,
    );
  }

  async kill(): Promise<void> {
    if (!isRunning(this.pid)) return;
    process.kill(this.pid, 'SIGKILL');
    await until(
      () => !isRunning(this.pid),
      END_MS,
      () => `process ${this.pid} did not end`,
    );
  }

  async freeze(): Promise<void> {
    process.kill(this.pid, 'SIGSTOP');
  }

  async resume(): Promise<void> {
    process.kill(this.pid, 'SIGCONT');
  }

  async restart(): Promise<void> {
    this.launch();
    await this.ready();
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  return !isZombie(pid);
}

/** A process that ended, but whose parent has not asked how, still has its number. */
function isZombie(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && /^\d+ \(.*\) Z/.test(readFileSync(stat, 'utf8'));
}
