import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileErrorOf } from '../io/file-error.js';
import { isOfSlack, type PackedFile } from './slack-export.js';

/**
 * The files of an unpacked export of Slack.
 *
 * @throws NotFoundError or UnavailableError if it cannot be read.
 */
export async function slackFolder(folder: string): Promise<readonly PackedFile[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    const names = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
    for (const { name } of entries.filter((entry) => entry.isDirectory()))
      names.push(...(await readdir(join(folder, name))).map((day) => `${name}/${day}`));
    return await Promise.all(names.filter(isOfSlack).map((name) => packedFile(folder, name)));
  } catch (error) {
    throw fileErrorOf(error, folder, 'read');
  }
}

async function packedFile(folder: string, name: string): Promise<PackedFile> {
  const path = join(folder, name);
  return { name, file: { path, size: (await stat(path)).size } };
}
