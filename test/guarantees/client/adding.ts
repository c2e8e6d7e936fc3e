import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ADDER = fileURLToPath(new URL('./adder.mjs', import.meta.url));

export interface AddOptions {
  readonly url: string;
  readonly folder: string;
  /** The number of the first message. */
  readonly first: number;
  /** How many to add. */
  readonly count: number;
  /** Kills the process once it has added so many. */
  readonly killAfter?: number;
  /** Told, again and again, how many it has added. */
  readonly onAdded?: (count: number) => void;
}

/** Runs a process with a client that adds messages; gives how many it had added when it ended, or was killed. */
export async function addInProcess(options: AddOptions): Promise<number> {
  const { url, folder, first, count, killAfter = Infinity, onAdded } = options;
  const child = spawn(process.execPath, [ADDER, url, folder, String(first), String(count)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let added = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    for (const byte of chunk) if (byte === NEW_LINE) added++;
    onAdded?.(added);
    if (added >= killAfter) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return added;
}

const NEW_LINE = 10;
