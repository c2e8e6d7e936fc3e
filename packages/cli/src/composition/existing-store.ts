import { resolve } from 'node:path';
import type { AnalyticalStore } from '@memex/core';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { createStore, storeKindOf } from './stores.js';

/**
 * The configured store, for commands that only read: it is never created by them.
 *
 * @param instead - What to do with a store in memory, which only its own process can read.
 * @throws CliError if there is no store.
 */
export async function openExistingStore(config: Config, instead: string): Promise<AnalyticalStore> {
  const kind = storeKindOf(config);
  if (kind === 'memory') throw new CliError(EXIT.misused, [`STORE=memory is empty here: ${instead}`]);
  if (kind === 'embedded') await refuseAbsentStore(resolve(config.STORE_PATH));
  return createStore(kind, config);
}

async function refuseAbsentStore(folder: string): Promise<void> {
  const { hasSqliteStore } = await import('@memex/adapter-sqlite');
  if (!hasSqliteStore(folder))
    throw new CliError(EXIT.failed, [`there is no store at ${folder} (STORE_PATH)`]);
}
