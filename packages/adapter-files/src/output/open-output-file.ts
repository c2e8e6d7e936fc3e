import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileErrorOf } from '../io/file-error.js';
import { openDirectFile } from './direct-file.js';
import { removeLeftovers } from './leftovers.js';
import type { OutputFile } from './output-file.js';
import { stageFile } from './staged-file.js';

/**
 * Opens a file for new content. Links are followed, and an existing file keeps its mode.
 *
 * @throws UnavailableError if the file could not be replaced at the end.
 */
export async function openOutputFile(path: string): Promise<OutputFile> {
  try {
    const found = await stat(path).catch(() => undefined); // If there is another reason, opening it will fail with that.
    if (found?.isDirectory()) throw new Error('it is a folder');
    if (found !== undefined && !found.isFile()) return await openDirectFile(path);
    const target = found === undefined ? resolve(path) : await realpath(path);
    await removeLeftovers(target);
    return await stageFile({ path, target, mode: found?.mode });
  } catch (error) {
    throw fileErrorOf(error, path, 'written');
  }
}
