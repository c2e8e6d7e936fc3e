import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder } from './run-folder.js';
import type { Missing } from './server-node.js';
import { until } from './until.js';

const WAIT_MS = 300_000;

/** The addresses of a server that the test files of a run share. */
export interface Addresses {
  readonly urls: readonly string[];
}

/** Starts a server once a run: the first test file that asks for it does, the others wait for that one. */
export async function shared(
  name: string,
  start: () => Promise<Addresses | Missing>,
): Promise<Addresses | Missing> {
  const folder = join(runFolder(), name);
  const answer = join(folder, 'answer.json');
  if (isFirst(folder)) {
    const outcome = await start().catch((error: unknown) => ({
      missing: `${name} failed: ${String(error)}`,
    }));
    writeFileSync(`${answer}.new`, JSON.stringify(outcome));
    renameSync(`${answer}.new`, answer);
  }
  await until(
    () => existsSync(answer),
    WAIT_MS,
    () => `${name} was not started by another test file`,
  );
  return JSON.parse(readFileSync(answer, 'utf8')) as Addresses | Missing;
}

function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
