import { ftruncateSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { BufferFullError } from '../model/errors.js';

/**
 * Appends to a file that is open for appending: all of it or nothing.
 *
 * @param size - The size of the file before.
 * @throws BufferFullError where the disk, or the user's share of it, is full.
 */
export function writeWhole(fd: number, data: Uint8Array, size: number): void {
  let written = 0;
  try {
    while (written < data.length) written += writeSync(fd, data, written);
  } catch (error) {
    if (written > 0) ftruncateSync(fd, size); // What comes next must not be glued to a part of a line.
    throw asFull(error);
  }
}

/** Puts a file in the place of another, or where there was none: whole, and on the disk. @throws BufferFullError */
export function writeFileWhole(path: string, text: string): void {
  const made = `${path}.new`;
  try {
    writeFileSync(made, text, { mode: 0o600, flush: true });
    renameSync(made, path);
  } catch (error) {
    rmSync(made, { force: true });
    throw asFull(error);
  }
}

const FULL: readonly unknown[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

function asFull(error: unknown): unknown {
  const isFull = error instanceof Error && 'code' in error && FULL.includes(error.code);
  return isFull ? new BufferFullError('the disk is full', { cause: error }) : error;
}
