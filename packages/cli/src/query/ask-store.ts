import { resolve } from 'node:path';
import { type AnalyticResult, createMemex, isMemexError } from '@memex/core';
import { stringifyJson } from '@memex/core/toolkit';
import { createConfiguredPlatform } from '../composition/platform.js';
import { createStore, storeKindOf } from '../composition/stores.js';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { type GivenDescriptors, misusedWith } from './descriptors.js';

/** Results, and the JSON that the API gives for them. */
export interface Answers {
  readonly results: readonly AnalyticResult[];
  readonly json: string;
}

/** Computes descriptors from the configured store. It never creates one. */
export async function askStore({ input, lineOf }: GivenDescriptors, config: Config): Promise<Answers> {
  const kind = storeKindOf(config);
  if (kind === 'memory')
    throw new CliError(EXIT.misused, [
      'STORE=memory is empty here: ask the process that has the data, with --url',
    ]);
  if (kind === 'embedded') await refuseAbsentStore(resolve(config.STORE_PATH));
  const { services: platform } = await createConfiguredPlatform(config);
  const memex = createMemex({ store: await createStore(kind, config), platform, timeZone: config.TIME_ZONE });
  await memex.start();
  try {
    const results = await memex.untrusted.analytics.computeList(input);
    return { results, json: stringifyJson(results) };
  } catch (error) {
    throw isMemexError(error, 'malformed') ? misusedWith(error.issues, lineOf) : error;
  } finally {
    await memex.stop();
  }
}

async function refuseAbsentStore(folder: string): Promise<void> {
  const { hasSqliteStore } = await import('@memex/adapter-sqlite');
  if (!hasSqliteStore(folder))
    throw new CliError(EXIT.failed, [`there is no store at ${folder} (STORE_PATH)`]);
}
