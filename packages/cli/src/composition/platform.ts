import type { AnalyticsPlatform, Probe } from '@memex/core/ports';
import { absentPlatform } from '@memex/core/toolkit';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';

/** The configured platform, and a probe for it if there is one. */
export interface ConfiguredPlatform {
  readonly services: AnalyticsPlatform;
  readonly probe: Probe | undefined;
}

/** @throws CliError if only one of INSTANCE and APIKEY is set. */
export async function createConfiguredPlatform({ INSTANCE, APIKEY }: Config): Promise<ConfiguredPlatform> {
  if (INSTANCE === null && APIKEY === null) return { services: absentPlatform, probe: undefined };
  if (INSTANCE === null || APIKEY === null) {
    const [there, missing] = INSTANCE === null ? ['APIKEY', 'INSTANCE'] : ['INSTANCE', 'APIKEY'];
    throw new CliError(EXIT.misused, [`${missing} must be set where ${there} is`]);
  }
  const { createPlatform, createPlatformProbe } = await import('@memex/adapter-platform');
  const options = { instance: INSTANCE, apiKey: APIKEY };
  return { services: createPlatform(options), probe: createPlatformProbe(options) };
}
