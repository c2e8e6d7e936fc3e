import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The file of the store in a folder. */
export function storeFileIn(folder: string): string {
  return join(folder, 'memex.db');
}

/** Whether there is a store in a folder. It makes nothing. */
export function hasSqliteStore(folder: string): boolean {
  return existsSync(storeFileIn(folder));
}
