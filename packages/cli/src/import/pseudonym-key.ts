import { stat } from 'node:fs/promises';
import { readText } from '../query/read-text.js';
import { misused } from '../terminal/cli-error.js';

/** As many as the digest has: a shorter key could be guessed. */
const MIN_KEY_BYTES = 32;
const OTHERS = 0o077;

/**
 * The key for pseudonyms: the bytes of a file, without white space around them.
 *
 * @throws CliError that shows nothing of the key, if it is too short, or if others can read the file.
 */
export async function readPseudonymKey(file: string): Promise<Uint8Array> {
  const key = Buffer.from((await readText('--pseudonymise', file)).trim());
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0)
    throw misused(`--pseudonymise ${file} can be read by other users: chmod 600 ${file}`);
  if (key.length < MIN_KEY_BYTES)
    throw misused(
      `--pseudonymise ${file} must have at least ${MIN_KEY_BYTES} bytes, such as those of: openssl rand -hex 32`,
    );
  return key;
}
