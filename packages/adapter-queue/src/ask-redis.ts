import type { SecureContextOptions } from 'node:tls';
import { Redis } from 'ioredis';
import type { Login, Some } from './address.js';
import { connectorTo, type Route } from './connector.js';

/** How long connecting, and then answering, may take, in milliseconds. */
const TIMEOUT_MS = 500;

export interface Asking extends Route {
  readonly login: Login | undefined;
  readonly tls: SecureContextOptions | undefined;
}

/** Asks a server one question, on a connection of its own. */
export async function askRedis(asking: Asking, [command, ...words]: Some<string>): Promise<unknown> {
  const { login, tls } = asking;
  let failure: unknown;
  const redis = new Redis({
    ...login,
    ...(tls === undefined ? {} : { tls }),
    Connector: connectorTo(asking),
    lazyConnect: true,
    enableReadyCheck: false,
    connectTimeout: TIMEOUT_MS,
    commandTimeout: TIMEOUT_MS,
    retryStrategy: () => null,
  });
  redis.on('error', (error) => {
    failure ??= error;
  });
  try {
    await redis.connect();
    return await redis.call(command, ...words);
  } catch (error) {
    // The driver tells why there is no connection only by the event.
    throw failure ?? error;
  } finally {
    redis.disconnect();
  }
}
