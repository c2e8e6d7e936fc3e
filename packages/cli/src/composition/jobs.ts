import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RedisAddress } from '@memex/adapter-queue';
import { isMemexError, type Jobs } from '@memex/core';
import type { Config } from '../config/config.js';
import { loadOptional } from '../config/optional-packages.js';
import { CliError, EXIT } from '../terminal/cli-error.js';
import { storeKindOf } from './stores.js';

/** The address of the Redis that holds the jobs, as it was written. */
export interface Broker {
  readonly variable: 'BROKER_URL' | 'CELERY_BROKER_URL';
  readonly url: string;
}

/** The broker; `undefined` if this process holds the jobs. */
export function brokerOf({ BROKER_URL, CELERY_BROKER_URL }: Config): Broker | undefined {
  if (BROKER_URL !== null) return { variable: 'BROKER_URL', url: BROKER_URL };
  return CELERY_BROKER_URL === null ? undefined : { variable: 'CELERY_BROKER_URL', url: CELERY_BROKER_URL };
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
  const broker = brokerOf(config);
  if (broker === undefined) return jobsInProcess(config, onError);
  if (storeKindOf(config) === 'memory') {
    const reason = 'with STORE=memory, no other process could see the data and run the jobs';
    throw new CliError(EXIT.misused, [`${broker.variable} must not be set: ${reason}`]);
  }
  const { redis, address } = await loadBroker(broker, config);
  return redis.createRedisJobs({ url: address, onError });
}

/**
 * Loads the package for Redis, and reads the address with it.
 *
 * @throws CliError if the package is not installed, or if the address is invalid. It contains no part of the address.
 */
export async function loadBroker(
  { variable, url }: Broker,
  { BROKER_CA_FILE }: Config,
): Promise<{ readonly redis: typeof import('@memex/adapter-queue'); readonly address: RedisAddress }> {
  const redis = await loadOptional('@memex/adapter-queue', variable, () => import('@memex/adapter-queue'));
  try {
    return { redis, address: redis.parseRedisAddress(url, BROKER_CA_FILE ?? undefined) };
  } catch (error) {
    if (!isMemexError(error, 'malformed')) throw error;
    throw new CliError(EXIT.misused, [`${variable} ${error.message}`]);
  }
}

/**
 * The jobs, for commands that only look at them: where nobody has made a file for them, none is made, and there are none.
 *
 * @throws CliError as {@link createJobs}.
 */
export async function openExistingJobs(config: Config, onError: (error: unknown) => void): Promise<Jobs> {
  if (brokerOf(config) !== undefined || existsSync(jobsFile(config))) return createJobs(config, onError);
  return (await import('@memex/core/memory')).createMemoryJobs();
}

/** Where jobs are stored without a broker, unless they are in memory. */
export function jobsFile({ STORE_PATH }: Config): string {
  return join(resolve(STORE_PATH), 'jobs.db');
}

/** Jobs are stored next to the data, so that they survive a restart; in memory if the data are in memory too. */
async function jobsInProcess(config: Config, onError: (error: unknown) => void): Promise<Jobs> {
  if (storeKindOf(config) !== 'memory') {
    const { createSqliteJobs } = await import('@memex/adapter-sqlite');
    return createSqliteJobs({ file: jobsFile(config), onError });
  }
  return (await import('@memex/core/memory')).createMemoryJobs();
}
