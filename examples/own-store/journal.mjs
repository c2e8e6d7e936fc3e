// A file of JSON lines: the steps that a store took, in order.
import { open, readFile, rename } from 'node:fs/promises';
import { parseJson, stringifyJson } from '@memex/core/toolkit';

/** @typedef {{ kind: 'messages' | 'logs', key?: string, entries: ({ traceId: string } | null)[], replaces?: boolean }} Step */

/**
 * Every step; none where there is no file yet. A last line that a crash cut short was never acknowledged.
 *
 * @returns {Promise<any[]>} Each is a Step: this program wrote them.
 */
export async function readSteps(path) {
  const text = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').slice(0, -1).map(parseJson);
}

/** Adds a step; resolves when it is on the disk. */
export function addStep(path, step) {
  return write(path, 'a', [step]);
}

/** Puts other steps in the place of all. A crash leaves either the old or the new ones. */
export async function replaceSteps(path, steps) {
  await write(`${path}.new`, 'w', steps);
  await rename(`${path}.new`, path);
}

async function write(path, flags, steps) {
  const file = await open(path, flags);
  try {
    await file.writeFile(steps.map((step) => `${stringifyJson(step)}\n`).join(''));
    await file.sync();
  } finally {
    await file.close();
  }
}
