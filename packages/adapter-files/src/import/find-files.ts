import { stat } from 'node:fs/promises';
import type { ImportFormat } from '@memex/core/imports';
import { malformed } from '@memex/core/toolkit';
import { fileErrorOf } from '../io/file-error.js';
import type { ImportFiles } from './import-file.js';
import { STDIN } from './input-bytes.js';
import { slackFiles } from './slack-export.js';
import { slackFolder } from './slack-folder.js';
import { isZip, slackZip } from './slack-zip.js';

/**
 * Finds the files that paths stand for.
 *
 * @throws MalformedError if a path is not what the format wants, such as a folder; its path is that of the file. NotFoundError or UnavailableError if
 * it cannot be read.
 */
export async function findImportFiles(format: ImportFormat, paths: readonly string[]): Promise<ImportFiles> {
  const found: ImportFiles[] = [];
  for (const path of paths) {
    if (path === STDIN && format !== 'slack')
      found.push({ files: [{ path, size: undefined }], workspaceBots: [] });
    else found.push(await filesAt(format, path));
  }
  return {
    files: found.flatMap(({ files }) => files),
    workspaceBots: found.flatMap(({ workspaceBots }) => workspaceBots),
  };
}

async function filesAt(format: ImportFormat, path: string): Promise<ImportFiles> {
  const { size, isFolder } = await kindOf(path);
  if (format === 'slack') {
    if (isFolder) return slackFiles(path, await slackFolder(path));
    if (size !== undefined && (await isZip(path))) return slackFiles(path, await slackZip(path));
    throw malformed(path, 'must be the zip of the export, or its unpacked folder');
  }
  if (isFolder) throw malformed(path, `is a folder: name the files of ${format} in it`);
  return { files: [{ path, size }], workspaceBots: [] };
}

async function kindOf(path: string) {
  try {
    const found = await stat(path);
    // What is no regular file, such as a pipe, has no size.
    return { size: found.isFile() ? found.size : undefined, isFolder: found.isDirectory() };
  } catch (error) {
    throw fileErrorOf(error, path, 'read');
  }
}
