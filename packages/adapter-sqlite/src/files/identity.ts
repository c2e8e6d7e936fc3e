import { statSync } from 'node:fs';
import { stat } from 'node:fs/promises';

/** What tells a file from every other one, whatever it is called. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/** The file that a path leads to; `undefined` where there is none. Throws what the file system does. */
export function identityAt(path: string): FileIdentity | undefined {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found && { device: found.dev, inode: found.ino };
}

/** Whether a path leads to this file. Rejects with what the file system says otherwise. */
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
