import { type AnalyticResult, createMemex, isMemexError } from '@memex/core';
import { stringifyJson } from '@memex/core/toolkit';
import { openExistingStore } from '../composition/existing-store.js';
import { createConfiguredPlatform } from '../composition/platform.js';
import type { Config } from '../config/config.js';
import { type GivenDescriptors, misusedWith } from './descriptors.js';

/** Results, and the JSON that the API gives for them. */
export interface Answers {
  readonly results: readonly AnalyticResult[];
  readonly json: string;
}

/** Computes descriptors from the configured store. It never creates one. */
export async function askStore({ input, lineOf }: GivenDescriptors, config: Config): Promise<Answers> {
  const store = await openExistingStore(config, 'ask the process that has the data, with --url');
  const { services: platform } = await createConfiguredPlatform(config);
  const memex = createMemex({ store, platform, timeZone: config.TIME_ZONE });
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
