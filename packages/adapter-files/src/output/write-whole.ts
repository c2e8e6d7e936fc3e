import type { FileHandle } from 'node:fs/promises';

/**
 * Writes a whole text, or bytes, even if the system accepts it only in parts.
 *
 * @param at - The position in the file; where the last write ended by default.
 */
export async function writeWhole(file: FileHandle, text: string | Uint8Array, at?: number): Promise<void> {
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  for (let written = 0; written < bytes.length; ) {
    const position = at === undefined ? null : at + written;
    written += (await file.write(bytes, written, bytes.length - written, position)).bytesWritten;
  }
}
