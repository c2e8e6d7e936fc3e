import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * Lists the files of a folder that contain a text. Another process does the reading: if this one closed a file, SQLite's locks on it
 * would be lost.
 */
export async function filesWith(path: string, text: string): Promise<readonly string[]> {
  const files = (await readdir(path)).map((name) => join(path, name));
  return promisify(execFile)('grep', ['-l', '--text', '--fixed-strings', '--', text, ...files]).then(
    ({ stdout }) => stdout.trim().split('\n'),
    (error: unknown) => {
      // grep exits with 1 if it finds nothing.
      if (error instanceof Error && 'code' in error && error.code === 1) return [];
      throw error;
    },
  );
}
