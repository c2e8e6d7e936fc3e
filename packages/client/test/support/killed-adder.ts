import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const ADDER = fileURLToPath(new URL('./adder.mjs', import.meta.url));

/** Runs a process that adds messages, kills it when it has added so many, and gives the ids that it had added. */
export async function killAdder(
  url: string,
  folder: string,
  prefix: string,
  count: number,
): Promise<string[]> {
  const child = spawn(process.execPath, [ADDER, url, folder, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const chunks: string[] = [];
  let lines = 0;
  child.stdout.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    chunks.push(text);
    lines += text.split('\n').length - 1;
    if (lines >= count) child.kill('SIGKILL');
  });
  await once(child, 'close');
  return chunks.join('').split('\n').slice(0, -1);
}
