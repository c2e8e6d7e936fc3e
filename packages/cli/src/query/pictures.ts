import { extname } from 'node:path';
import { createOutputFiles } from '@memex/adapter-files';
import type { Answered } from '@memex/core/toolkit';
import { misused } from '../terminal/cli-error.js';
import { titleOf } from './descriptor-title.js';

const EXTENSION = '.svg';
const STDOUT = '-';

/** Refuses a file for pictures that cannot be one, before anything is computed. @throws CliError */
export function refusePictureFile(file: string, count: number): void {
  if (file === STDOUT && count > 1)
    throw misused('--picture - draws one descriptor only: name a file, and each gets one with a number');
  if (file !== STDOUT && extname(file).toLowerCase() !== EXTENSION)
    throw misused(`--picture ${file} must end in ${EXTENSION}, or be - for stdout`);
}

/** Draws results: one into the file, several into files with numbers. They appear together. */
export async function writePictures(
  file: string,
  answered: readonly Answered[],
  zone: string,
): Promise<void> {
  const { pictureOf } = await import('@memex/dashboard/pictures');
  const files = createOutputFiles({ stdout: process.stdout });
  try {
    for (const [index, { descriptor, result }] of answered.entries()) {
      if (result === null) continue;
      const picture = await files.text(answered.length === 1 ? file : numbered(file, index + 1));
      await picture.write(pictureOf(descriptor, result, { zone, title: titleOf(descriptor) }));
    }
    await files.commit();
  } finally {
    await files.discard();
  }
}

/** `users.svg` becomes `users-1.svg`. */
function numbered(file: string, number: number): string {
  const extension = extname(file);
  return `${file.slice(0, -extension.length)}-${number}${extension}`;
}
