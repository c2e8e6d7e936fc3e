import { Socket } from 'node:net';
import { type ClientOpts, RedisClient } from 'redis';
import { databaseOf, type RedisAddress } from './address.js';
import type { Primary } from './primary.js';
import { needsReconnect } from './redis-error.js';

/** How long a connection may take to become usable, in milliseconds. After that it is replaced. */
const READY_TIMEOUT_MS = 5_000;

/** How long to wait after a refused connection, and the longest wait before connecting again, in milliseconds. */
const MAX_RECONNECT_DELAY_MS = 1_000;

/** A client of `bee-queue`. */
export interface BeeClient {
  readonly client: RedisClient;
  /** Resolves when the client is usable for the first time. */
  readonly ready: Promise<RedisClient>;
  /** Replaces the connection. Pending commands fail. */
  reconnect(): void;
  /** Closes the client for good. */
  end(): void;
}

/** The Redis of a client. */
export interface Place {
  readonly address: RedisAddress;
  readonly primary: Primary;
}

/**
 * A client for `bee-queue` that always reconnects. By default, this client would wait forever on a connection that refused its password or
 * whose server is not ready, and it would give up after an hour without a server.
 *
 * @param onError - Called with each error of the connection, and of commands whose result nobody awaits.
 */
export function createBeeClient({ address, primary }: Place, onError: (error: unknown) => void): BeeClient {
  let failures = 0;
  /** Whether the current connection was refused. It must not be used: Redis may treat it as another user. */
  let isRefused = false;
  let timer: NodeJS.Timeout | undefined;
  const { login, tls } = { login: address.login, tls: primary.tls };
  const client = clientOf(primary, onError, {
    ...(login?.username === undefined ? {} : { user: login.username }),
    ...(login === undefined ? {} : { password: login.password }),
    ...(tls === undefined ? {} : { tls }),
    db: databaseOf(address),
    retry_strategy: () => Math.min(++failures * 100, MAX_RECONNECT_DELAY_MS),
    socket_keepalive: true,
    socket_initial_delay: READY_TIMEOUT_MS,
  });
  client.connect_timeout = Number.POSITIVE_INFINITY;
  // Not while the client is parsing replies: it would continue, and send pending commands into the closed connection.
  const reconnect = (): void => void setImmediate(() => client.stream.destroy());
  /** Between connections there is nothing to destroy, so it checks again later. */
  const reconnectAfter = (delayMs: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      reconnect();
      reconnectAfter(READY_TIMEOUT_MS);
    }, delayMs).unref();
  };
  reconnectAfter(READY_TIMEOUT_MS);
  client.on('end', () => {
    isRefused = false;
    reconnectAfter(READY_TIMEOUT_MS);
  });
  client.on('error', (error) => {
    onError(error);
    isRefused ||= needsReconnect(error);
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

/** A client that asks before each connection where the server is. */
function clientOf(primary: Primary, onError: (error: unknown) => void, options: ClientOpts): RedisClient {
  return new (class extends RedisClient {
    /** Overrides `redis`, which also calls it in its constructor. */
    override create_stream(): void {
      // Other methods need a stream. This one is never connected.
      this.stream ??= new Socket();
      void primary
        .wait(() => !this.closing, onError)
        .then((endpoint) => {
          if (endpoint === undefined) return;
          Object.assign(this.connection_options, endpoint);
          super.create_stream();
        });
    }
  })(options);
}
