import { readFile } from 'node:fs/promises';
import { CliError, EXIT } from '../terminal/cli-error.js';

/** The text of a file that an option names. @throws CliError that shows nothing of it. */
export async function readText(flag: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CliError(EXIT.misused, [`${flag} ${file} cannot be read: ${REASONS[code] ?? code}`]);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
};
