import { createReadStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** How many bytes were read, and how often a text was in them. */
export interface SearchedFiles {
  readonly bytes: number;
  readonly found: number;
}

/**
 * Searches the files of a folder for the bytes of a text: whatever the tables do not list is found too. Call it only after this process has closed its
 * databases: closing a file would give up the locks that it holds on it.
 */
export async function searchFiles(folder: string, text: string): Promise<SearchedFiles> {
  const wanted = Buffer.from(text);
  let [bytes, found] = [0, 0];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    let rest = Buffer.alloc(0);
    for await (const chunk of createReadStream(join(entry.parentPath, entry.name))) {
      const read = Buffer.concat([rest, chunk]);
      bytes += chunk.length;
      found += countIn(read, wanted);
      rest = read.subarray(Math.max(0, read.length - wanted.length + 1));
    }
  }
  return { bytes, found };
}

function countIn(bytes: Buffer, wanted: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(wanted); at !== -1; at = bytes.indexOf(wanted, at + 1)) count++;
  return count;
}
