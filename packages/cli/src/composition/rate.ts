import type { RateOptions } from '@memex/adapter-http';
import type { Startable } from '@memex/core/ports';
import type { Config } from '../config/config.js';
import { brokerOf, loadBroker } from './jobs.js';

/** The limit of requests, and what counts them. */
export interface ConfiguredRate extends Startable {
  readonly options: RateOptions;
}

/** How long a request waits for Redis to count it. After that, this process counts it by itself. */
const MAX_WAIT_MS = 200;

/**
 * With a broker, all processes count together.
 *
 * @param onError - Called with errors of Redis. Meanwhile, each process counts by itself.
 */
export async function createConfiguredRate(
  config: Config,
  onError: (error: unknown) => void,
): Promise<ConfiguredRate | undefined> {
  const { WS_RATE: perSecond } = config;
  if (perSecond === null) return undefined;
  const broker = brokerOf(config);
  if (broker === undefined) return { options: { perSecond }, start: async () => {}, stop: async () => {} };
  const { redis, address } = await loadBroker(broker, config);
  const connection = new redis.RedisConnection({ url: address, onError, commandTimeoutMs: MAX_WAIT_MS });
  return {
    options: { perSecond, redis: connection.redis, keyPrefix: connection.keyPrefix },
    start: () => connection.start(),
    stop: () => connection.stop(),
  };
}
