// A server that a block starts, until the page is done with it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';

const MAX_START_MS = 30_000;
const MAX_STOP_MS = 15_000;

/** Starts it in a group of its own, so that all of its processes are stopped. */
export function startServer(command, args, { folder, environment }) {
  const child = spawn(command, args, {
    cwd: folder,
    env: environment,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (some) => {
      output += some;
    });
  const ended = once(child, 'close');
  return {
    output: () => output,
    /** Waits until it can do its work. */
    async ready(port) {
      const start = performance.now();
      while (!(await isReady(port))) {
        if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
        if (performance.now() - start > MAX_START_MS) throw new Error('the server is not ready');
        await pause(50);
      }
    },
    async stop() {
      signal(child, 'SIGTERM');
      const timer = setTimeout(() => signal(child, 'SIGKILL'), MAX_STOP_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}

async function isReady(port) {
  const answer = await fetch(`http://127.0.0.1:${port}/ready`).catch(() => undefined);
  // 404: a service of which Memex is a part.
  return answer !== undefined && [200, 404].includes(answer.status);
}

function signal({ pid, exitCode, signalCode }, name) {
  if (exitCode === null && signalCode === null) process.kill(-pid, name);
}
