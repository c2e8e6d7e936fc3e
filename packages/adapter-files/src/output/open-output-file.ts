import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileErrorOf } from '../io/file-error.js';
import { openDirectFile } from './direct-file.js';
import { removeLeftovers } from './leftovers.js';
import type { OutputFile } from './output-file.js';
import { stageFile } from './staged-file.js';

/**
 * Begins the next content of a file. A link keeps naming what it names, and a file keeps its mode.
 *
 * @throws UnavailableError where it could not be written in the end
 */
export async function openOutputFile(path: string): Promise<OutputFile> {
  try {
    const found = await stat(path).catch(() => undefined); // Why it cannot be looked at, opening tells.
    if (found?.isDirectory()) throw new Error('it is a folder');
    if (found !== undefined && !found.isFile()) return await openDirectFile(path);
    const target = found === undefined ? resolve(path) : await realpath(path);
    await removeLeftovers(target);
    return await stageFile({ path, target, mode: found?.mode });
  } catch (error) {
    throw fileErrorOf(error, path, 'written');
  }
}
