import { join, resolve } from 'node:path';
import type { Jobs } from '@memex/core';
import type { Config } from '../config/config.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { storeKindOf } from './stores.js';

/** The address of the Redis in which jobs wait; `undefined` where they wait in this process. */
export function brokerOf({ BROKER_URL, CELERY_BROKER_URL }: Config): string | undefined {
  return BROKER_URL ?? CELERY_BROKER_URL ?? undefined;
}

/** @throws CliError where there is no broker: jobs are done in the process that serves then. */
export function refuseWithoutBroker(config: Config, command: string): void {
  if (brokerOf(config) !== undefined) return;
  const reason = 'without one, `memex serve` runs jobs and the beat itself';
  throw new CliError(EXIT.misused, [`BROKER_URL must be set for \`memex ${command}\`: ${reason}`]);
}

/**
 * The jobs that are configured. The package that keeps them is loaded now: no process pays for one that it does not use.
 *
 * @param onError - Told of what goes wrong between calls.
 * @throws CliError where others are to do jobs of a store that only this process sees.
 */
export async function createJobs(config: Config, onError: (error: unknown) => void): Promise<Jobs> {
  const url = brokerOf(config);
  if (url === undefined) return jobsInProcess(config, onError);
  if (storeKindOf(config) === 'memory') {
    const variable = config.BROKER_URL === null ? 'CELERY_BROKER_URL' : 'BROKER_URL';
    const reason = 'no other process sees what STORE=memory holds, so that nobody could do its jobs';
    throw new CliError(EXIT.misused, [`${variable} must not be set: ${reason}`]);
  }
  return (await import('@memex/adapter-queue')).createRedisJobs({ url, onError });
}

/** They are kept beside the data, so that a restart forgets none, unless the data are not kept either. */
async function jobsInProcess(config: Config, onError: (error: unknown) => void): Promise<Jobs> {
  if (storeKindOf(config) !== 'memory') {
    const { createSqliteJobs } = await import('@memex/adapter-sqlite');
    return createSqliteJobs({ file: join(resolve(config.STORE_PATH), 'jobs.db'), onError });
  }
  return (await import('@memex/core/memory')).createMemoryJobs();
}
