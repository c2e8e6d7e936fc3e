import { isMemexError, type UnavailableError } from '@memex/core';
import type { CallOptions, Startable } from '@memex/core/ports';
import { callWithin, throwIfAborted } from '@memex/core/toolkit';
import { Redis } from 'ioredis';
import { databaseOf, keyPrefixOf, type RedisAddress } from './address.js';
import { connectorTo } from './connector.js';
import { addressFrom } from './parse-address.js';
import { Primary } from './primary.js';
import { isTransient, needsReconnect, reasonOf, unavailable } from './redis-error.js';
import { settled } from './settled.js';

export interface ConnectionOptions {
  /** Where the Redis is, as {@link parseRedisAddress} reads it. */
  readonly url: string | RedisAddress;
  /** What the names of all keys begin with; `memex` by default. */
  readonly prefix?: string | undefined;
  /** Called with each error that happens between calls. */
  readonly onError: (error: unknown) => void;
  /** After how many milliseconds a command of `redis` itself fails. Without this, only when the connection is replaced. */
  readonly commandTimeoutMs?: number | undefined;
}

/** How long `start` waits for the connection, in milliseconds. After that it is made in the background. */
const START_TIMEOUT_MS = 1_000;

/** How long a call waits for Redis before it fails, in milliseconds. */
const CALL_TIMEOUT_MS = 900;

/** Time without a reply after which a connection is replaced, in milliseconds: the server may have vanished without closing it. */
const SILENCE_TIMEOUT_MS = 5_000;

const MAX_RECONNECT_DELAY_MS = 1_000;

/**
 * A connection for our own keys. While Redis is unavailable, calls fail at once. It reconnects by itself if the connection is lost or
 * silent, if the credentials are refused, and if Redis refuses writes: the address may lead to another server by then.
 */
export class RedisConnection implements Startable {
  readonly redis: Redis;
  readonly address: RedisAddress;
  /** Where the server is that takes writes now. */
  readonly primary: Primary;
  /** What the name of every key must begin with, so that they are on this server. */
  readonly keyPrefix: string;
  /** Why there is no connection; undefined while there is one. */
  private failure: unknown;

  constructor({ url, prefix = 'memex', onError, commandTimeoutMs }: ConnectionOptions) {
    this.address = addressFrom(url);
    this.keyPrefix = keyPrefixOf(this.address, prefix);
    this.primary = new Primary(this.address, this.keyPrefix);
    const { tls } = this.primary;
    this.redis = new Redis({
      ...this.address.login,
      db: databaseOf(this.address),
      ...(tls === undefined ? {} : { tls }),
      Connector: connectorTo(this.primary),
      ...(commandTimeoutMs === undefined ? {} : { commandTimeout: commandTimeoutMs }),
      lazyConnect: true,
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 2_000,
      keepAlive: SILENCE_TIMEOUT_MS,
      socketTimeout: SILENCE_TIMEOUT_MS,
      retryStrategy: (attempt) => Math.min(attempt * 100, MAX_RECONNECT_DELAY_MS),
      reconnectOnError: (error) => {
        const reconnects = needsReconnect(error);
        if (reconnects) this.failure = error;
        return reconnects;
      },
    });
    this.redis.on('error', (error) => {
      this.failure = error;
      onError(unavailable(reasonOf(error), error));
    });
    this.redis.on('ready', () => {
      this.failure = undefined;
    });
  }

  async start(): Promise<void> {
    if (this.redis.status !== 'wait' && this.redis.status !== 'end') return;
    await settled([this.redis.connect()], START_TIMEOUT_MS);
  }

  async stop(): Promise<void> {
    this.redis.disconnect();
  }

  /**
   * Sends a command to Redis, and resolves with its result.
   *
   * @throws UnavailableError if Redis is unavailable, refuses, or does not answer in time. The command may still take effect.
   * @throws AbortedError
   */
  async call<A>(command: (redis: Redis) => Promise<A>, options: CallOptions = {}): Promise<A> {
    throwIfAborted(options);
    return callWithin(
      CALL_TIMEOUT_MS,
      () => command(this.redis).catch((error: unknown) => Promise.reject(this.errorOf(error))),
      options,
      () => this.unavailable('it did not answer in time'),
    );
  }

  private errorOf(error: unknown): unknown {
    if (!(error instanceof Error) || isMemexError(error)) return error;
    // The driver's own message is about its command queue. The real cause is why there is no connection.
    if (error.name !== 'ReplyError') return this.unavailable('there is no connection to it', error);
    return isTransient(error) ? unavailable(reasonOf(error), error) : error;
  }

  private unavailable(reason: string, cause?: unknown): UnavailableError {
    return this.failure === undefined
      ? unavailable(reason, cause)
      : unavailable(reasonOf(this.failure), this.failure);
  }
}
