import { join, resolve } from 'node:path';
import type { Jobs } from '@memex/core';
import type { Config } from '../config/config.js';
import { loadOptional } from '../config/optional-packages.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { storeKindOf } from './stores.js';

/** The URL of the Redis that holds the jobs; `undefined` if this process holds them. */
export function brokerOf({ BROKER_URL, CELERY_BROKER_URL }: Config): string | undefined {
  return BROKER_URL ?? CELERY_BROKER_URL ?? undefined;
}

/** @throws CliError if there is no broker: then `memex serve` runs the jobs itself. */
export function requireBroker(config: Config, command: string): void {
  if (brokerOf(config) !== undefined) return;
  const reason = 'without it, `memex serve` runs the jobs and the scheduler itself';
  throw new CliError(EXIT.misused, [`BROKER_URL must be set for \`memex ${command}\`: ${reason}`]);
}

/**
 * Creates the configured jobs. Their package is loaded now, so a process loads only the one it uses.
 *
 * @param onError - Called with errors that happen between calls.
 * @throws CliError if other processes would have to run jobs on a store that only this process can see.
 */
export async function createJobs(config: Config, onError: (error: unknown) => void): Promise<Jobs> {
  const url = brokerOf(config);
  if (url === undefined) return jobsInProcess(config, onError);
  if (storeKindOf(config) === 'memory') {
    const variable = config.BROKER_URL === null ? 'CELERY_BROKER_URL' : 'BROKER_URL';
    const reason = 'with STORE=memory, no other process could see the data and run the jobs';
    throw new CliError(EXIT.misused, [`${variable} must not be set: ${reason}`]);
  }
  return (await loadRedis()).createRedisJobs({ url, onError });
}

/** @throws CliError if its package is not installed. */
export function loadRedis(): Promise<typeof import('@memex/adapter-queue')> {
  return loadOptional('@memex/adapter-queue', 'BROKER_URL', () => import('@memex/adapter-queue'));
}

/** Jobs are stored next to the data, so that they survive a restart; in memory if the data are in memory too. */
async function jobsInProcess(config: Config, onError: (error: unknown) => void): Promise<Jobs> {
  if (storeKindOf(config) !== 'memory') {
    const { createSqliteJobs } = await import('@memex/adapter-sqlite');
    return createSqliteJobs({ file: join(resolve(config.STORE_PATH), 'jobs.db'), onError });
  }
  return (await import('@memex/core/memory')).createMemoryJobs();
}
