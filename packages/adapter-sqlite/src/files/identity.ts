import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Identifies a file, whatever its name. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/** The file at a path; `undefined` if there is none. Throws errors of the file system. */
export function identityAt(path: string): FileIdentity | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && { device: found.dev, inode: found.ino };
}

/** Whether the file at a path is this one. Rejects with other errors of the file system. */
export async function isAt(path: string, identity: FileIdentity): Promise<boolean> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return isSame({ device: dev, inode: ino }, identity);
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}

export function isSame(one: FileIdentity | undefined, other: FileIdentity | undefined): boolean {
  return one?.device === other?.device && one?.inode === other?.inode;
}
