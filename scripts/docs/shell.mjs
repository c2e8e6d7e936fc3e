// One shell for all blocks of a page, so that what a block sets is there in the next.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';

/** A status of 400 or more is a failure, and no call lasts. */
const CURL = 'curl() { command curl --fail-with-body --max-time 10 "$@" && echo; }';

export function openShell(folder, environment) {
  const child = spawn('bash', ['-eu'], { cwd: folder, env: environment, detached: true });
  let output = '';
  let look = () => undefined;
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (some) => {
      output += some;
      look();
    });
  child.stdin.on('error', () => undefined); // It ended: `run` says so.
  const ended = once(child, 'close');
  child.stdin.write(`${CURL}\nexport -f curl\n`);

  /** Runs a command, and returns what it wrote. */
  const run = async (command, maxMs) => {
    output = '';
    const mark = randomUUID();
    const done = new Promise((resolve) => {
      look = () => output.includes(mark) && resolve(true);
    });
    child.stdin.write(`${command} </dev/null\necho ${mark}\n`);
    const timer = setTimeout(() => process.kill(-child.pid, 'SIGKILL'), maxMs);
    const isDone = await Promise.race([done, ended.then(() => false)]);
    clearTimeout(timer);
    output = output.replace(`${mark}\n`, '');
    if (!isDone) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
    return output;
  };

  return {
    run,
    output: () => output,
    /** The variables that blocks have exported. */
    async environment() {
      const text = await run('env -0', 10_000);
      output = '';
      return Object.fromEntries(
        text
          .split('\0')
          .filter((one) => one.includes('='))
          .map((one) => [one.slice(0, one.indexOf('=')), one.slice(one.indexOf('=') + 1)]),
      );
    },
    close() {
      if (child.exitCode === null && child.signalCode === null) process.kill(-child.pid, 'SIGKILL');
    },
  };
}
