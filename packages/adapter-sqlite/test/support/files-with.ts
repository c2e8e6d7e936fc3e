import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The files of a folder that contain a text. Another process looks: if this one closed a file, the locks that SQLite holds on it would
 * be lost.
 */
export async function filesWith(path: string, text: string): Promise<readonly string[]> {
  const files = (await readdir(path)).map((name) => join(path, name));
  return promisify(execFile)('grep', ['-l', '--text', '--fixed-strings', '--', text, ...files]).then(
    ({ stdout }) => stdout.trim().split('\n'),
    (error: unknown) => {
      // What grep says where it finds nothing.
      if (error instanceof Error && 'code' in error && error.code === 1) return [];
      throw error;
    },
  );
}
