import { createClient, type RedisClient } from 'redis';
import { callsForReconnecting } from './redis-error.js';

/** How long a connection may take until it can be used, in milliseconds: past it another one is made. */
const READY_TIMEOUT_MS = 5_000;

/** How long a refused connection is left alone, in milliseconds, and how long a client waits at most before it connects again. */
const MAX_RECONNECT_DELAY_MS = 1_000;

/** A client of `bee-queue`. */
export interface BeeClient {
  readonly client: RedisClient;
  /** Resolves when it can be used for the first time. */
  readonly ready: Promise<RedisClient>;
  /** Makes its connection anew; what waits for an answer fails. */
  reconnect(): void;
  /** Ends it for good. */
  end(): void;
}

/**
 * A client for `bee-queue` that always connects again. Of itself this one would keep a connection that refused its password, or whose
 * server is not ready, and wait for ever; and it would give up for good once it was without a server for an hour.
 *
 * @param onError - Told of what goes wrong, of a connection and of commands that nobody else hears of.
 */
export function createBeeClient(url: string, onError: (error: unknown) => void): BeeClient {
  let failures = 0;
  /** Whether the connection of now should not be used: a refused user may be let in as another one. */
  let isRefused = false;
  let timer: NodeJS.Timeout | undefined;
  const client = createClient({
    url,
    retry_strategy: () => Math.min(++failures * 100, MAX_RECONNECT_DELAY_MS),
    socket_keepalive: true,
    socket_initial_delay: READY_TIMEOUT_MS,
  });
  client.connect_timeout = Number.POSITIVE_INFINITY;
  // Not while it reads answers: it would go on with them, and send what waits into the closed connection for ever.
  const reconnect = (): void => void setImmediate(() => client.stream.destroy());
  /** Between connections there is nothing to destroy: it is looked at again later. */
  const reconnectAfter = (millis: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reconnect();
      reconnectAfter(READY_TIMEOUT_MS);
    }, millis).unref();
  };
  reconnectAfter(READY_TIMEOUT_MS);
  client.on('end', () => {
    isRefused = false;
    reconnectAfter(READY_TIMEOUT_MS);
  });
  client.on('error', (error) => {
    onError(error);
    isRefused ||= callsForReconnecting(error);
    if (isRefused || !client.ready) reconnectAfter(MAX_RECONNECT_DELAY_MS);
  });
  client.on('ready', () => {
    if (isRefused) return;
    failures = 0;
    clearTimeout(timer);
  });
  return {
    client,
    ready: new Promise((resolve) => client.once('ready', () => resolve(client))),
    reconnect,
    end: () => {
      clearTimeout(timer);
      client.end(true);
    },
  };
}
