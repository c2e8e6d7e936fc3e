import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** Another process, and the lines it prints. */
export interface Child {
  readonly process: ChildProcess;
  readonly lines: AsyncIterator<string>;
  /** Resolves with the exit code and everything printed on stderr. */
  readonly end: Promise<{ readonly code: number | null; readonly stderr: string }>;
}

/** Runs `child-<script>.mjs` in another process; `prefix` is a command that runs the one behind it. */
export function startChild(
  script: string,
  parameters: readonly string[],
  prefix: readonly string[] = [],
): Child {
  const path = fileURLToPath(new URL(`child-${script}.mjs`, import.meta.url));
  const [command = process.execPath, ...rest] = [...prefix, process.execPath, path, ...parameters];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return {
    process: child,
    lines: linesOf(child.stdout.setEncoding('utf8')),
    end: once(child, 'close').then(([code]) => ({ code: typeof code === 'number' ? code : null, stderr })),
  };
}

async function* linesOf(stream: AsyncIterable<string>): AsyncGenerator<string, void> {
  let rest = '';
  for await (const text of stream) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}
