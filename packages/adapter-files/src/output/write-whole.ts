import type { FileHandle } from 'node:fs/promises';

/** Writes a whole text, even if the system accepts it only in parts. */
export async function writeWhole(file: FileHandle, text: string): Promise<void> {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; )
    written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
}
