import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The path of a store's file in its folder. */
export function storeFileIn(folder: string): string {
  return join(folder, 'memex.db');
}

/** Whether a folder holds a store. Creates nothing. */
export function hasSqliteStore(folder: string): boolean {
  return existsSync(storeFileIn(folder));
}
