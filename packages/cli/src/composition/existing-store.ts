import { resolve } from 'node:path';
import type { AnalyticalStore } from '@memex/core';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { createStore, type StoreKind, storeKindOf } from './stores.js';

/**
 * The configured store, for commands that only read: it is never created by them.
 *
 * @param instead - What to do with a store in memory, which only its own process can read.
 * @throws CliError if there is no store.
 */
export async function openExistingStore(config: Config, instead: string): Promise<AnalyticalStore> {
  const kind = storeKindOf(config);
  if (kind === 'memory') throw new CliError(EXIT.misused, [`STORE=memory is empty here: ${instead}`]);
  return createExistingStore(kind, config);
}

/** A store that is there. @param named - What names its folder. @throws CliError if there is none. */
export async function createExistingStore(
  kind: StoreKind,
  config: Config,
  named = 'STORE_PATH',
): Promise<AnalyticalStore> {
  if (kind === 'embedded') await refuseAbsentStore(resolve(config.STORE_PATH), named);
  return createStore(kind, config);
}

async function refuseAbsentStore(folder: string, named: string): Promise<void> {
  const { hasSqliteStore } = await import('@memex/adapter-sqlite');
  if (!hasSqliteStore(folder)) throw new CliError(EXIT.failed, [`there is no store at ${folder} (${named})`]);
}
